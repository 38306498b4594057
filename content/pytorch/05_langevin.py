"""Langevin dynamics, plain and annealed (Song and Ermon 2019, algorithm 1), on a mixture of two. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

weights = torch.tensor([0.2, 0.8])
means = torch.tensor([[-2.0, -1.2], [2.0, 1.2]])
scale = 0.4


def score(x, sigma):
    """The gradient of ln p_sigma at every row, by automatic differentiation."""
    x = x.detach().requires_grad_()
    variance = scale**2 + sigma**2
    squared = ((x[:, None, :] - means) ** 2).sum(dim=2)
    log_p = torch.logsumexp(weights.log() - squared / (2 * variance) - math.log(2 * math.pi * variance), dim=1)
    return torch.autograd.grad(log_p.sum(), x)[0]


class Kicks:
    """The same numbers for both languages, instead of random ones."""

    def __init__(self):
        self.i = 0

    def like(self, x):
        k = torch.arange(self.i, self.i + x.numel())
        self.i += x.numel()
        return (math.sqrt(2) * torch.sin(1.7 * k + 0.3 * k**2)).reshape(x.shape)


def move(x, sigma, step, kicks):
    return x + step * score(x, sigma) + math.sqrt(2 * step) * kicks.like(x)


start = torch.tensor([[0.5, -1.0], [-1.2, 0.3]])

x, kicks = start, Kicks()
for _ in range(20):
    x = move(x, 0.02, 0.016, kicks)
plain = x

x, kicks = start, Kicks()
levels = 4
for i in range(1, levels + 1):
    sigma = 0.02 * (4 / 0.02) ** (1 - i / levels)  # a geometric fall, from 4
    for _ in range(5):
        x = move(x, sigma, 0.1 * sigma**2, kicks)

print(json.dumps({"score": score(start, 0.5).tolist(), "plain": plain.tolist(), "annealed": x.tolist()}))
