"""A variational autoencoder's code (Kingma and Welling 2014): drawn, its rate, and the gradient at the encoder's output. Prints JSON."""
import json

import torch

torch.set_default_dtype(torch.float64)

beta = 0.1

# What an encoder puts out of two pictures: means of two numbers, then logarithms of their variances.
out = torch.tensor([[1.0, -0.5, -2.0, 0.25], [0.2, 1.5, 0.0, -3.0]], requires_grad=True)
noise = torch.tensor([[0.5, -1.0], [2.0, 0.3]])
pictures = torch.tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])
decoder = torch.tensor([[0.8, -0.3, 0.5], [0.1, 1.1, -0.4]])

mean, ln_variance = out.chunk(2, dim=1)
codes = mean + (ln_variance / 2).exp() * noise
rate = 0.5 * (mean**2 + ln_variance.exp() - 1 - ln_variance).sum(dim=1)
distortion = ((pictures - codes @ decoder) ** 2).sum(dim=1)
loss = (distortion + beta * rate).sum()
(gradient,) = torch.autograd.grad(loss, out)


def surviving(variance, steps=3000, learning_rate=0.1):
    """Nats that numbers of a linear code come to carry, one for each variance of the data: the expected loss, by gradient descent."""
    parameters = [torch.full_like(variance, v).requires_grad_() for v in (0.3, 0.3, 0.0)]
    for _ in range(steps):
        a, c, ln_s2 = parameters
        rate = 0.5 * (a**2 * variance + ln_s2.exp() - 1 - ln_s2)
        loss = variance * (1 - c * a) ** 2 + c**2 * ln_s2.exp() + beta * rate
        slopes = torch.autograd.grad(loss.sum(), parameters)
        with torch.no_grad():
            for parameter, slope in zip(parameters, slopes):
                parameter -= learning_rate * slope
    return rate.tolist()


print(json.dumps({
    "codes": codes.tolist(),
    "rate": rate.tolist(),
    "gradient": gradient.tolist(),
    "nats": surviving(torch.tensor([1.0, 0.25, 0.01])),
}))
