"""Sampling with the exact denoiser of eight Gaussians by DDIM (Song et al. 2021). Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # radius 2
scale = 0.15


def alpha_sigma(t, s=0.008):
    """The cosine schedule (Nichol and Dhariwal 2021), held at a log-SNR of -20 or more."""
    angle = lambda u: (u + s) / (1 + s) * math.pi / 2
    alpha = math.cos(angle(t)) / math.cos(angle(0))
    alpha = max(alpha, 1 / math.sqrt(1 + math.exp(20)))
    return alpha, math.sqrt(1 - alpha**2)


def denoise(x, t):
    """E[x_0 | x_t]: the posterior mean of each Gaussian, weighted by how well it explains x."""
    alpha, sigma = alpha_sigma(t)
    variance = alpha**2 * scale**2 + sigma**2
    offset = x[:, None, :] - alpha * means  # (n, 8, 2)
    weight = torch.softmax(-(offset**2).sum(dim=2) / (2 * variance), dim=1)
    posterior_means = means + alpha * scale**2 / variance * offset
    return (weight[:, :, None] * posterior_means).sum(dim=1)


def ddim(x, steps):
    for i in range(steps):
        t, s = 1 - i / steps, 1 - (i + 1) / steps
        alpha, sigma = alpha_sigma(t)
        x0 = denoise(x, t)
        epsilon = (x - alpha * x0) / sigma
        alpha, sigma = alpha_sigma(s)
        x = alpha * x0 + sigma * epsilon
    return x


start = torch.tensor([[0.5, -1.0], [-1.2, 0.3]])
print(json.dumps({
    "guess": denoise(start, 1.0).tolist(),
    "halfway": denoise(start, 0.5).tolist(),
    "sample": ddim(start, steps=20).tolist(),
}))
