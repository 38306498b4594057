"""Log-density by the probability-flow ODE, with the divergence itself and with Hutchinson's estimate. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)
scale = 0.15
beta_min, beta_max = 0.1, 20.0


def log_density(x, t):
    """ln p_t of every row, for eight Gaussians under the linear schedule."""
    integral = beta_min * t + 0.5 * (beta_max - beta_min) * t**2
    variance = math.exp(-integral) * scale**2 - math.expm1(-integral)
    squared = ((x[:, None, :] - math.exp(-integral / 2) * means) ** 2).sum(dim=2)
    return torch.logsumexp(-squared / (2 * variance), dim=1) - math.log(8 * 2 * math.pi * variance)


def velocity(x, t):
    """v = f x - g^2 / 2 grad ln p_t, kept differentiable."""
    score = torch.autograd.grad(log_density(x, t).sum(), x, create_graph=True)[0]
    rate = beta_min + t * (beta_max - beta_min)
    return -rate / 2 * (x + score)


def slope(x, t, probe):
    """v and its divergence: the trace of the Jacobian, or e . Je."""
    x = x.detach().requires_grad_()
    v = velocity(x, t)
    if probe is None:
        columns = [torch.autograd.grad(v[:, d].sum(), x, retain_graph=True)[0][:, d] for d in range(x.shape[1])]
        return v.detach(), sum(columns).detach()
    product = torch.autograd.grad((v * probe).sum(), x)[0]
    return v.detach(), (product * probe).sum(dim=1).detach()


def log_likelihood(x, steps=50, probe=None, first=1e-5):
    """Runge and Kutta's method of order 4 from `first` to 1 for x and the integral of div v; then a standard Gaussian."""
    total = torch.zeros(len(x))
    h = (1 - first) / steps
    for i in range(steps):
        t = first + i * h
        v1, d1 = slope(x, t, probe)
        v2, d2 = slope(x + h / 2 * v1, t + h / 2, probe)
        v3, d3 = slope(x + h / 2 * v2, t + h / 2, probe)
        v4, d4 = slope(x + h * v3, t + h, probe)
        x = x + h / 6 * (v1 + 2 * v2 + 2 * v3 + v4)
        total = total + h / 6 * (d1 + 2 * d2 + 2 * d3 + d4)
    prior = -0.5 * (x**2).sum(dim=1) - math.log(2 * math.pi)
    return {"latent": x.tolist(), "log_determinant": total.tolist(), "log_density": (prior + total).tolist()}


x = torch.tensor([[1.9, 0.1], [1.1, 0.7], [-1.3, -1.5]])
print(json.dumps({
    "truth": log_density(x, 0.0).tolist(),
    "exact": log_likelihood(x),
    "plus_plus": log_likelihood(x, probe=torch.ones_like(x)),
    "plus_minus": log_likelihood(x, probe=torch.tensor([1.0, -1.0]).expand_as(x)),
}))
