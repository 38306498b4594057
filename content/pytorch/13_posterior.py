"""What is missing from the score of a posterior, exactly, and what DPS and PiGDM put in its place (Chung et al. 2023, Song et al. 2023). Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # eight Gaussians on a circle of radius 2
scale, noise = 0.15, 0.3
H = torch.tensor([[math.cos(0.4), math.sin(0.4)]])  # the place along a line
y = torch.tensor([1.2])


def alpha_sigma(t, s=0.008):
    """The cosine schedule."""
    alpha = math.cos(math.pi / 2 * (t + s) / (1 + s)) / math.cos(math.pi / 2 * s / (1 + s))
    return alpha, math.sqrt(1 - alpha**2)


def log_normal(off, variance):
    return -(off**2).sum(dim=-1) / (2 * variance) - off.shape[-1] / 2 * math.log(2 * math.pi * variance)


def log_density(x, t):
    """ln p_t(x) of the data under noise."""
    alpha, sigma = alpha_sigma(t)
    return torch.logsumexp(log_normal(x[:, None, :] - alpha * means, (alpha * scale) ** 2 + sigma**2), dim=1)


def denoise(x, t):
    """E[x_0 | x_t], from the score."""
    alpha, sigma = alpha_sigma(t)
    (score,) = torch.autograd.grad(log_density(x, t).sum(), x, create_graph=True)
    return (x + sigma**2 * score) / alpha


def log_likelihood(x, t):
    """ln p(y | x_t): given x_t and the Gaussian it came from, x_0 is a Gaussian, and so y; then the average over the eight."""
    alpha, sigma = alpha_sigma(t)
    wide = (alpha * scale) ** 2 + sigma**2
    off = x[:, None, :] - alpha * means
    share = torch.log_softmax(log_normal(off, wide), dim=1)
    clean = means + alpha * scale**2 / wide * off
    variance = (scale * sigma) ** 2 / wide * (H @ H.T).item() + noise**2
    return torch.logsumexp(share + log_normal(y - clean @ H.T, variance), dim=1)


def dps(x, t):
    """The likelihood at the guess alone."""
    return log_normal(y - denoise(x, t) @ H.T, noise**2)


def pigdm(x, t, deviation=1.0):
    """The gradient through the guess alone, with the variance that is left of x_0."""
    alpha, sigma = alpha_sigma(t)
    left = (deviation * sigma) ** 2 / ((alpha * deviation) ** 2 + sigma**2)
    guess = denoise(x, t)
    off = y - guess @ H.T
    v = (off / (left * (H @ H.T) + noise**2)) @ H
    return (guess * v.detach()).sum(dim=1)


def gradient(f, x, t):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x, t).sum(), x)[0].detach()


def guided(x, f, times):
    """DDIM's steps with a gradient added to the score."""
    for t, s in zip(times, times[1:]):
        (alpha, sigma), (after, level) = alpha_sigma(t), alpha_sigma(s)
        guess = denoise(x.detach().requires_grad_(), t).detach() + sigma**2 / alpha * gradient(f, x, t)
        x = after * guess + level / sigma * (x - alpha * guess)
    return x


points = torch.tensor([[0.9, -0.4], [0.2, 1.1], [-1.3, 0.6]])
times = [0.95 - 0.9 * i / 60 for i in range(61)]

print(json.dumps({
    "exact": {str(t): gradient(log_likelihood, points, t).tolist() for t in (0.2, 0.5, 0.8)},
    "dps": {str(t): gradient(dps, points, t).tolist() for t in (0.2, 0.5, 0.8)},
    "pigdm": {str(t): gradient(pigdm, points, t).tolist() for t in (0.2, 0.5, 0.8)},
    "paths": {"exact": guided(points, log_likelihood, times).tolist(), "pigdm": guided(points, pigdm, times).tolist()},
}))
