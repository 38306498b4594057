"""The marginal velocity of straight lines from a mixture to noise, in four ways (Lipman et al. 2023), and where it takes noise. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

weights = torch.tensor([0.3, 0.7])
means = torch.tensor([[-1.5, 0.5], [1.0, -0.8]])
scale = 0.4


def log_p(x, t):
    """ln p_t, and the share of each Gaussian in it, at x_t = (1 - t) x_0 + t epsilon."""
    variance = ((1 - t) * scale) ** 2 + t**2
    squared = ((x[:, None, :] - (1 - t) * means) ** 2).sum(dim=2)
    logs = weights.log() - squared / (2 * variance) - math.log(2 * math.pi * variance)
    return torch.logsumexp(logs, dim=1), torch.softmax(logs, dim=1), variance


def as_mean(x, t):
    """E[epsilon - x_0 | x_t = x]: in each Gaussian a regression on x, then their average."""
    _, shares, variance = log_p(x, t)
    slope = (t - (1 - t) * scale**2) / variance  # the covariance of epsilon - x_0 with x_t, over the variance of x_t
    each = -means + slope * (x[:, None, :] - (1 - t) * means)
    return (shares[:, :, None] * each).sum(dim=1)


def from_score(x, t):
    """-(x + t score) / (1 - t), the probability-flow ODE, with the score by automatic differentiation."""
    x = x.detach().requires_grad_()
    score = torch.autograd.grad(log_p(x, t)[0].sum(), x)[0]
    return -(x + t * score) / (1 - t)


def denoised(x, t):
    """E[x_0 | x_t = x]."""
    _, shares, variance = log_p(x, t)
    each = means + (1 - t) * scale**2 / variance * (x[:, None, :] - (1 - t) * means)
    return (shares[:, :, None] * each).sum(dim=1)


def from_denoised(x, t):
    return (x - denoised(x, t)) / t


def from_v(x, t):
    """(2 t - 1) / r^2 x + v / r: what a network that predicts v at length 1 says of the velocity."""
    r = math.hypot(1 - t, t)
    guess = denoised(x, t)
    noise = (x - (1 - t) * guess) / t
    v = ((1 - t) * noise - t * guess) / r
    return (2 * t - 1) / r**2 * x + v / r


def follow(x, first=0.999, steps=100):
    """Heun's method from t = `first` down to 0."""
    for i in range(steps):
        t, s = first * (1 - i / steps), first * (1 - (i + 1) / steps)
        slope = as_mean(x, t)
        x = x + (s - t) * (slope + as_mean(x + (s - t) * slope, s)) / 2
    return x


x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
print(json.dumps({
    "mean": as_mean(x, 0.6).tolist(),
    "score": from_score(x, 0.6).tolist(),
    "denoised": from_denoised(x, 0.6).tolist(),
    "v": from_v(x, 0.6).tolist(),
    "end": follow(x).tolist(),
}))
