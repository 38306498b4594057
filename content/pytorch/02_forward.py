"""The forward process: one jump, and the chain of small steps that it sums up (Ho et al. 2020, eq. 2 and 4). Prints JSON."""
import json

import torch

torch.set_default_dtype(torch.float64)

# The linear schedule in its continuous form: beta(t) rises from 0.1 to 20.
beta_min, beta_max = 0.1, 20.0


def alpha_sigma(t):
    integral = beta_min * t + 0.5 * (beta_max - beta_min) * t**2
    return torch.exp(-0.5 * integral), torch.sqrt(-torch.expm1(-integral))


def noised(x0, epsilon, t):
    """x_t = alpha x_0 + sigma epsilon."""
    alpha, sigma = alpha_sigma(t)
    return alpha * x0 + sigma * epsilon


def chain_step(x, z, t_before, t):
    """x_t = sqrt(1 - beta) x_before + sqrt(beta) z, with 1 - beta = alpha(t)^2 / alpha(t_before)^2."""
    ratio = alpha_sigma(t)[0] / alpha_sigma(t_before)[0]
    return ratio * x + torch.sqrt(1 - ratio**2) * z


x0 = torch.tensor([[1.0, -0.5], [0.25, 2.0]])
epsilon = torch.tensor([[0.3, -1.1], [-0.7, 0.4]])
times = torch.linspace(0, 0.5, 51)

# What 50 steps do to the mean and to the variance of the noise, without drawing any.
mean, variance = x0.clone(), torch.tensor(0.0)
for t_before, t in zip(times[:-1], times[1:]):
    kept = (alpha_sigma(t)[0] / alpha_sigma(t_before)[0]) ** 2
    mean, variance = kept.sqrt() * mean, kept * variance + (1 - kept)

print(json.dumps({
    "jump": [noised(x0, epsilon, t).tolist() for t in times[[10, 25, 50]]],
    "step": chain_step(x0, epsilon, times[10], times[11]).tolist(),
    "chain": {"mean": mean.tolist(), "sigma": variance.sqrt().item()},
    "closed_form": {"mean": noised(x0, 0 * epsilon, times[50]).tolist(), "sigma": alpha_sigma(times[50])[1].item()},
}))
