"""Four noise schedules and the numbers of the chapter's table. Prints JSON.

x_t = alpha(t) x_0 + sigma(t) epsilon, alpha^2 + sigma^2 = 1, t from 0 (data) to 1 (noise).
"""
import json
import math

import torch

torch.set_default_dtype(torch.float64)


def linear(t, beta_min=0.1, beta_max=20.0):
    """ln alpha-bar of Ho et al. 2020, in continuous time."""
    return -(beta_min * t + 0.5 * (beta_max - beta_min) * t**2)


def scaled_linear(t, beta_min=0.85, beta_max=12.0):
    """The same where sqrt(beta) is linear in t (Rombach et al. 2022)."""
    first, slope = math.sqrt(beta_min), math.sqrt(beta_max) - math.sqrt(beta_min)
    return -((first + slope * t) ** 3 - first**3) / (3 * slope)


def cosine(t, s=0.008):
    """Nichol and Dhariwal 2021, eq. 17."""
    angle = lambda u: (u + s) / (1 + s) * math.pi / 2
    return 2 * torch.log(torch.cos(angle(t)) / math.cos(angle(0)))


def sigmoid(t, start=-3.0, end=3.0, tau=1.0):
    """Jabri et al. 2023; Chen 2023, algorithm 1."""
    curve = lambda u: torch.sigmoid((start + u * (end - start)) / tau)
    zero, one = torch.tensor(0.0), torch.tensor(1.0)
    return torch.log((curve(one) - curve(t)) / (curve(one) - curve(zero)))


def log_snr(log_alpha_bar):
    """lambda = ln(alpha-bar / (1 - alpha-bar)), held at -20 where the signal would vanish."""
    return torch.clamp(log_alpha_bar - torch.log(-torch.expm1(log_alpha_bar)), min=-20)


n = 1_000_000
times = (torch.arange(n) + 0.5) / n  # the middles of n equal parts of [0, 1]
half, end = torch.tensor(0.5), torch.tensor(1 - 1e-12)

rows = {}
for schedule in (linear, scaled_linear, cosine, sigmoid):
    levels = log_snr(schedule(times))
    rows[schedule.__name__] = {
        "alpha_bar_half": schedule(half).exp().item(),
        "log_snr_end": log_snr(schedule(end)).item(),
        "share_middle": (levels.abs() < 2).double().mean().item(),
        "share_noise": (levels < -6).double().mean().item(),
    }
print(json.dumps(rows))
