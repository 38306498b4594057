"""The chapter's training run, whole: eight Gaussians, a 3 x 64 network, v-prediction, Adam, averaged weights. Prints JSON.

The losses of the trained network at three noise levels, beside the floor that no network can pass.
"""
import copy
import json
import math

import torch

torch.manual_seed(7)
torch.set_num_threads(1)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)
scale = 0.15


def draw(n):
    return means[torch.randint(8, (n,))] + scale * torch.randn(n, 2)


def alpha_sigma(t, s=0.008):
    """The cosine schedule, held at a log-SNR of -20."""
    angle = lambda u: (u + s) / (1 + s) * math.pi / 2
    alpha = torch.clamp(torch.cos(angle(t)) / math.cos(angle(0)), min=math.exp(-10))
    return alpha, torch.sqrt(torch.clamp(1 - alpha**2, min=0))


class Denoiser(torch.nn.Module):
    def __init__(self, width=64, depth=3):
        super().__init__()
        sizes = [2 + 8 + 14] + [width] * depth
        layers = [m for a, b in zip(sizes, sizes[1:]) for m in (torch.nn.Linear(a, b), torch.nn.SiLU())]
        self.net = torch.nn.Sequential(*layers, torch.nn.Linear(width, 2))

    def forward(self, x, t):
        clock = t * math.pi / 2 * 2.0 ** torch.arange(7)
        space = torch.cat([1.5 * x, 3 * x], dim=1)
        return self.net(torch.cat([x, space.sin(), space.cos(), clock.sin(), clock.cos()], dim=1))


def loss(model, x0, t):
    """Mean squared error of v = alpha epsilon - sigma x_0."""
    alpha, sigma = alpha_sigma(t)
    epsilon = torch.randn_like(x0)
    v = model(alpha * x0 + sigma * epsilon, t)
    return ((v - (alpha * epsilon - sigma * x0)) ** 2).mean()


def exact(x, t):
    """v from E[x_0 | x_t]: the best that any model can answer."""
    alpha, sigma = alpha_sigma(t)
    variance = alpha**2 * scale**2 + sigma**2  # (n, 1)
    offset = x[:, None, :] - alpha[:, None] * means
    weight = torch.softmax(-(offset**2).sum(dim=2) / (2 * variance), dim=1)
    x0 = (weight[:, :, None] * (means + (alpha * scale**2 / variance)[:, None] * offset)).sum(dim=1)
    return (alpha * x - x0) / sigma


batch, steps, peak = 256, 1000, 4e-3
model = Denoiser()
average = copy.deepcopy(model)
adam = torch.optim.Adam(model.parameters(), lr=peak)
for step in range(steps):
    for group in adam.param_groups:  # a short warm-up, then a linear decay
        group["lr"] = peak * min((step + 1) / 10, max(0.05, 1 - step / steps))
    t = (torch.arange(batch)[:, None] + torch.rand(batch, 1)) / batch  # one time in each of `batch` equal parts
    adam.zero_grad()
    loss(model, draw(batch), t).backward()
    adam.step()
    m = min(0.99, (1 + step) / (10 + step))
    with torch.no_grad():
        for slow, fast in zip(average.parameters(), model.parameters()):
            slow.lerp_(fast, 1 - m)

n = 100_000
with torch.no_grad():
    levels = [torch.full((n, 1), t) for t in (0.25, 0.5, 0.75)]
    result = {
        "trained": [loss(average, draw(n), t).item() for t in levels],
        "floor": [loss(exact, draw(n), t).item() for t in levels],
    }
print(json.dumps(result))
