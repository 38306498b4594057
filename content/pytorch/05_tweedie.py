"""Tweedie's formula and the four forms of one answer, for eight noised Gaussians. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)
scale = 0.15


def log_density(x, alpha, sigma):
    variance = alpha**2 * scale**2 + sigma**2
    squared = ((x[:, None, :] - alpha * means) ** 2).sum(dim=2)
    return torch.logsumexp(-squared / (2 * variance), dim=1)  # up to a constant, which the gradient does not see


alpha, sigma = 0.8, 0.6
x = torch.tensor([[0.5, -1.0], [-1.2, 0.3]], requires_grad=True)
score = torch.autograd.grad(log_density(x, alpha, sigma).sum(), x)[0]
x = x.detach()

x0 = (x + sigma**2 * score) / alpha  # Tweedie
epsilon = -sigma * score
v = alpha * epsilon - sigma * x0

print(json.dumps({"score": score.tolist(), "x0": x0.tolist(), "epsilon": epsilon.tolist(), "v": v.tolist()}))
