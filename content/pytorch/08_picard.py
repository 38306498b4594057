"""Picard iteration over a whole trajectory (Shih et al. 2023, ParaDiGMS) of DDIM, exact denoiser of eight Gaussians. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

angles = 2 * math.pi * torch.arange(8) / 8
means = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # radius 2
scale = 0.15


def path(t, beta_min=0.1, beta_max=20.0):
    """alpha and sigma of the linear schedule at times t (n,)."""
    log_alpha = -0.5 * (beta_min * t + 0.5 * (beta_max - beta_min) * t**2)
    return log_alpha.exp(), (-torch.expm1(2 * log_alpha)).sqrt()


def denoise(x, alpha, sigma):
    """E[x_0 | x_t] for x (w, n, 2), every one of the w batches at its own time."""
    alpha, sigma = alpha[:, None, None], sigma[:, None, None]
    variance = (alpha * scale) ** 2 + sigma**2
    offset = x[:, :, None, :] - alpha[..., None] * means  # (w, n, 8, 2)
    weight = torch.softmax(-(offset**2).sum(dim=3) / (2 * variance), dim=2)
    part = means + (alpha * scale**2 / variance)[..., None] * offset
    return (weight[..., None] * part).sum(dim=2)


def steps(x, times, j):
    """Steps j (w,) of DDIM from the states x (w, n, 2), all in one batch."""
    (alpha, sigma), (to_alpha, to_sigma) = path(times[j]), path(times[j + 1])
    x0 = denoise(x, alpha, sigma)
    along = to_sigma / sigma
    return (to_alpha - along * alpha)[:, None, None] * x0 + along[:, None, None] * x


def sequential(x, times):
    for j in range(len(times) - 1):
        x = steps(x[None], times, torch.tensor([j]))[0]
    return x


def picard(x, times, window, tolerance):
    n = len(times) - 1
    states = x.repeat(n + 1, 1, 1)
    begin, end, sweeps, evaluations = 0, min(window, n), 0, 0
    while begin < n:
        j = torch.arange(begin, end)
        moves = steps(states[j], times, j) - states[j]
        new = states[begin] + moves.cumsum(dim=0)
        change = ((new - states[j + 1]) ** 2).mean(dim=2).sqrt().max(dim=1).values
        states[j + 1] = new
        sweeps, evaluations = sweeps + 1, evaluations + len(j)
        done = begin + 1
        while done < end and change[done - 1 - begin] <= tolerance:
            done += 1
        # What comes into the window begins where the window ended.
        further = min(done + window, n)
        states[end + 1 : further + 1] = states[end]
        begin, end = done, further
    return states[-1], sweeps, evaluations


times = torch.linspace(1, 0, 41)
x = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
end = sequential(x, times)
found = {}
for name, window, tolerance in [("all", 40, 0.0), ("loose", 40, 0.01), ("window", 8, 0.01)]:
    sample, sweeps, evaluations = picard(x, times, window, tolerance)
    error = (sample - end).norm(dim=1).max().item()
    found[name] = {"sample": sample.tolist(), "evaluations": evaluations, "sweeps": sweeps}
    found[name]["error"] = error if tolerance > 0 else 0  # all at once: to rounding
    assert tolerance > 0 or error < 1e-12
# How many sweeps it takes until nothing changes at all is a matter of the last digit.
del found["all"]["evaluations"], found["all"]["sweeps"]
print(json.dumps({"sequential": end.tolist(), **found}))
