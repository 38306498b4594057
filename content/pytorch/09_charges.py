"""The field of charges with D dimensions more (Xu et al. 2022: D = 1; Xu et al. 2023), and the score that it becomes. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

charges = torch.tensor([[-1.5, 0.5], [1.0, -0.8], [0.4, 1.2], [1.3, 0.1]])
sigma = 0.7
x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])


def field(x, sigma, D):
    """Coulomb's law in 2 + D dimensions at a point with r = sigma sqrt(D) along the first of the D, up to a factor."""
    here = torch.zeros(len(x), 2 + D)
    here[:, :2] = x
    here[:, 2] = sigma * math.sqrt(D)
    there = torch.zeros(len(charges), 2 + D)
    there[:, :2] = charges
    apart = here[:, None, :] - there
    distance = apart.norm(dim=2, keepdim=True)
    # All relative to the nearest charge: a distance to the power 2 + D is beyond any number.
    nearest = distance.amin(dim=1, keepdim=True)
    return (apart / nearest * (nearest / distance) ** (2 + D)).sum(dim=1)


def slope(x, sigma, D):
    """dx / d sigma along a field line: E_x / E_r sqrt(D)."""
    e = field(x, sigma, D)
    return e[:, :2] / e[:, 2:3] * math.sqrt(D)


def diffusion(x, sigma):
    """dx / d sigma of the probability-flow ODE, -sigma times the score of the charges under Gaussian noise."""
    x = x.detach().requires_grad_()
    squared = ((x[:, None, :] - charges) ** 2).sum(dim=2)
    log_p = torch.logsumexp(-squared / (2 * sigma**2), dim=1)
    return -sigma * torch.autograd.grad(log_p.sum(), x)[0]


def fall(x, D, high=20.0, low=0.01, steps=400):
    """Down a field line from the level `high`, even steps in ln sigma, the middle asked for the slope."""
    h = math.log(low / high) / steps
    for i in range(steps):
        level = high * math.exp(i * h)
        half = level * math.exp(h / 2)
        x = x + h * half * slope(x + h / 2 * level * slope(x, level, D), half, D)
    return x


limit = diffusion(x, sigma)
counts = [1, 8, 128, 2048]
print(json.dumps({
    "slope": [slope(x, sigma, D).tolist() for D in counts],
    "diffusion": limit.tolist(),
    "apart": [(slope(x, sigma, D) - limit).norm(dim=1).max().item() for D in counts],
    "fallen": fall(10 * x, 1).tolist(),
}))
