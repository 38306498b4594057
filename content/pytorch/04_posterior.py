"""q(x_s | x_t, x_0) for any s < t, and the same from a chain's betas (Ho et al. 2020, eq. 6 and 7). Prints JSON."""
import json

import torch

torch.set_default_dtype(torch.float64)


def alpha_bar(t, beta_min=0.1, beta_max=20.0):
    """The linear schedule in continuous time."""
    return torch.exp(-(beta_min * t + 0.5 * (beta_max - beta_min) * t**2))


def posterior(s, t):
    """mean = noised * x_t + data * x_0, and the variance."""
    alpha_s, alpha_t = alpha_bar(s).sqrt(), alpha_bar(t).sqrt()
    before, after = 1 - alpha_s**2, 1 - alpha_t**2  # sigma_s^2, sigma_t^2
    a = alpha_t / alpha_s
    b2 = after - a**2 * before
    return {
        "noised": (a * before / after).item(),
        "data": (alpha_s * b2 / after).item(),
        "variance": (before * b2 / after).item(),
    }


def ddpm_posterior(beta, bar_before, bar):
    """The same for neighbours of a chain, in the letters of the paper."""
    return {
        "noised": ((1 - beta).sqrt() * (1 - bar_before) / (1 - bar)).item(),
        "data": (bar_before.sqrt() * beta / (1 - bar)).item(),
        "variance": ((1 - bar_before) / (1 - bar) * beta).item(),
    }


def noise_weight(s, t):
    """Half the difference of SNR, over SNR(t): the bound's weight on the squared error of the predicted noise."""
    snr = lambda u: alpha_bar(u) / (1 - alpha_bar(u))
    return (0.5 * (snr(s) - snr(t)) / snr(t)).item()


T = 1000
steps = torch.arange(T + 1) / T
bars = alpha_bar(steps)
i = 400
beta = 1 - bars[i] / bars[i - 1]

print(json.dumps({
    "long_step": posterior(torch.tensor(0.2), torch.tensor(0.7)),
    "one_step": posterior(steps[i - 1], steps[i]),
    "ddpm": ddpm_posterior(beta, bars[i - 1], bars[i]),
    "weight_early": noise_weight(steps[9], steps[10]),
    "weight_middle": noise_weight(steps[499], steps[500]),
}))
