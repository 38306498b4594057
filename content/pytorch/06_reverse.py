"""The reverse process for three amounts of noise (Song et al. 2021, eq. 6 and 13), by Euler and Maruyama's steps. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

weights = torch.tensor([0.3, 0.7])
means = torch.tensor([[-1.5, 0.5], [1.0, -0.8]])
scale = 0.4
beta_min, beta_max = 0.1, 20.0  # the linear schedule, variance-preserving


def rate(t):
    return beta_min + t * (beta_max - beta_min)


def alpha_sigma(t):
    integral = beta_min * t + 0.5 * (beta_max - beta_min) * t**2
    return math.exp(-integral / 2), math.sqrt(-math.expm1(-integral))


def score(x, t):
    """The gradient of ln p_t at every row, by automatic differentiation."""
    alpha, sigma = alpha_sigma(t)
    variance = (alpha * scale) ** 2 + sigma**2
    x = x.detach().requires_grad_()
    squared = ((x[:, None, :] - alpha * means) ** 2).sum(dim=2)
    log_p = torch.logsumexp(weights.log() - squared / (2 * variance) - math.log(2 * math.pi * variance), dim=1)
    return torch.autograd.grad(log_p.sum(), x)[0]


def kicks(i, x):
    """The same numbers for both languages, instead of random ones."""
    k = torch.arange(i * x.numel(), (i + 1) * x.numel())
    return (math.sqrt(2) * torch.sin(1.7 * k + 0.3 * k**2)).reshape(x.shape)


def reverse(x, lam, steps=50, last=0.001):
    """From t = 1 down to `last`: dx = [f x - (1 + lam^2) / 2 g^2 score] dt + lam g dw, with dt < 0."""
    times = torch.linspace(1.0, last, steps + 1).tolist()
    for i in range(steps):
        t, dt = times[i], times[i + 1] - times[i]
        f, g2 = -rate(t) / 2, rate(t)
        drift = f * x - (1 + lam**2) / 2 * g2 * score(x, t)
        x = x + drift * dt + lam * math.sqrt(g2 * -dt) * kicks(i, x)
    return x


x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
print(json.dumps({
    "score": score(x, 0.3).tolist(),
    "ode": reverse(x, 0.0).tolist(),
    "between": reverse(x, 0.5).tolist(),
    "sde": reverse(x, 1.0).tolist(),
}))
