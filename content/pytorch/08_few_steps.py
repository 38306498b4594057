"""What few-step models learn from: the target of progressive distillation (Salimans and Ho 2022), the parts of consistency models
(Song et al. 2023; Song and Dhariwal 2024). Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # radius 2
scale = 0.15


def path(t, beta_min=0.1, beta_max=20.0):
    """alpha and sigma of the linear schedule."""
    log_alpha = -0.5 * (beta_min * t + 0.5 * (beta_max - beta_min) * t**2)
    return math.exp(log_alpha), math.sqrt(-math.expm1(2 * log_alpha))


def denoise(x, t):
    alpha, sigma = path(t)
    variance = (alpha * scale) ** 2 + sigma**2
    offset = x[:, None, :] - alpha * means
    weight = torch.softmax(-(offset**2).sum(dim=2) / (2 * variance), dim=1)
    return (weight[:, :, None] * (means + alpha * scale**2 / variance * offset)).sum(dim=1)


def ddim(x, x0, t, s):
    (alpha, sigma), (to_alpha, to_sigma) = path(t), path(s)
    return to_alpha * x0 + to_sigma / sigma * (x - alpha * x0)


# One step of the pupil, from t to s, ends where two of the teacher do. As the paper solves it.
x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
t, s = 0.6, 0.4
half = ddim(x, denoise(x, t), t, (t + s) / 2)
end = ddim(half, denoise(half, (t + s) / 2), (t + s) / 2, s)
(alpha, sigma), (to_alpha, to_sigma) = path(t), path(s)
target = (end - to_sigma / sigma * x) / (to_alpha - to_sigma / sigma * alpha)


# f = skip x + out F(in x) is x at the least level.
def scalings(level, data=0.5, least=0.002):
    total = math.sqrt(level**2 + data**2)
    return [data**2 / ((level - least) ** 2 + data**2), (level - least) * data / total, 1 / total]


# The pseudo-Huber distance of an answer from its target, and its gradient.
answer = (0.9 * end).requires_grad_()
c = 0.00054 * math.sqrt(2)
distance = (((answer - end) ** 2).sum(dim=1) + c**2).sqrt() - c
gradient = torch.autograd.grad(distance.sum(), answer)[0]

# Levels that double, and how often each interval is trained.
total, first, last = 400_000, 10, 1280
stage = total // (int(math.log2(last // first)) + 1)
doubled = [min(first * 2 ** (k // stage), last) + 1 for k in (0, 60_000, 200_000, 399_999)]
levels = torch.linspace(0.002 ** (1 / 7), 80 ** (1 / 7), 9) ** 7
below = 0.5 * (1 + torch.erf((levels.log() + 1.1) / (math.sqrt(2) * 2)))
shares = (below[1:] - below[:-1]) / (below[-1] - below[0])

print(json.dumps({
    "end": end.tolist(),
    "target": target.tolist(),
    "scalings": [scalings(level) for level in (0.002, 0.5, 80)],
    "distance": distance.tolist(),
    "gradient": gradient.tolist(),
    "doubled": doubled,
    "shares": shares.tolist(),
}))
