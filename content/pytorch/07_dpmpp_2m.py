"""DPM-Solver++ (2M) (Lu et al. 2022b, algorithm 2) on eight Gaussians with their exact denoiser. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # radius 2
scale = 0.15


def half_log_snr(t, beta_min=0.1, beta_max=20.0):
    """ln(alpha / sigma) of the linear schedule."""
    log_alpha = -0.5 * (beta_min * t + 0.5 * (beta_max - beta_min) * t**2)
    return log_alpha - 0.5 * math.log(-math.expm1(2 * log_alpha))


def denoise(y, kappa):
    """E[x_0 | y] for y = x_0 + kappa * noise: the posterior means of the Gaussians, weighted by how well they explain y."""
    variance = scale**2 + kappa**2
    offset = y[:, None, :] - means  # (n, 8, 2)
    weight = torch.softmax(-(offset**2).sum(dim=2) / (2 * variance), dim=1)
    return (weight[:, :, None] * (means + scale**2 / variance * offset)).sum(dim=1)


def levels(steps, last=1e-3):
    """sigma / alpha at the ends of the steps: equal in log-SNR from t = 1 to `last`, then 0."""
    first, final = half_log_snr(1.0), half_log_snr(last)
    half = torch.linspace(first, final, steps)
    return [math.exp(-l) for l in half.tolist()] + [0.0]


def dpmpp_2m(y, kappas, correction="midpoint", order=2):
    """y = x / alpha in, x_0 out: at kappa = 0 they are the same. Order 1 is DDIM."""
    previous = None
    for i in range(len(kappas) - 1):
        denoised = denoise(y, kappas[i])
        if kappas[i + 1] == 0:
            y = denoised
            break
        h = math.log(kappas[i] / kappas[i + 1])
        decay = -math.expm1(-h)
        step = (1 - decay) * y + decay * denoised
        if order == 2 and previous is not None:
            h1 = math.log(kappas[i - 1] / kappas[i])
            slope = h * decay / 2 if correction == "midpoint" else h - decay
            step = step + slope / h1 * (denoised - previous)
        y, previous = step, denoised
    return y


x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
start = x * math.sqrt(1 + math.exp(-2 * half_log_snr(1.0)))  # x / alpha, as alpha^2 + sigma^2 = 1
truth = dpmpp_2m(start, levels(2000))


def error(sample):
    return (sample - truth).norm(dim=1).max().item()


runs = {n: dpmpp_2m(start, levels(n)) for n in (10, 20)}
print(json.dumps({
    "sample": runs[20].tolist(),
    "heun_weight": dpmpp_2m(start, levels(20), correction="heun").tolist(),
    "error_10": error(runs[10]),
    "error_20": error(runs[20]),
    "ddim_error_20": error(dpmpp_2m(start, levels(20), order=1)),
}))
