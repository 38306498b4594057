"""The losses of GANs with their slopes, the smallest game with and without R1, and the slope of the best judge. Prints JSON."""
import json
import math

import torch
from torch.nn.functional import softplus

torch.set_default_dtype(torch.float64)

# Of the judge's output d before any sigmoid: its loss at real points, at fakes, and the generator's loss at fakes.
losses = {
    "non-saturating": (lambda d: softplus(-d), lambda d: softplus(d), lambda d: softplus(-d)),
    "saturating": (lambda d: softplus(-d), lambda d: softplus(d), lambda d: -softplus(d)),
    "least-squares": (lambda d: (d - 1) ** 2 / 2, lambda d: d**2 / 2, lambda d: (d - 1) ** 2 / 2),
    "hinge": (lambda d: torch.relu(1 - d), lambda d: torch.relu(1 + d), lambda d: -d),
    "wasserstein": (lambda d: -d, lambda d: d, lambda d: -d),
}


def value_and_slope(f, d):
    d = torch.tensor(d, requires_grad=True)
    y = f(d)
    return [y.item(), torch.autograd.grad(y, d)[0].item()]


table = {name: [[value_and_slope(f, d) for f in three] for d in (-2.3, -0.4, 0.7, 3.1)] for name, three in losses.items()}


def duel(loss, gamma, steps=100, rate=0.1):
    """Data at 0, one fake at theta, the judge psi x; steps by turns, the judge first."""
    real, fake, generator = losses[loss]
    theta, psi = torch.tensor(1.0), torch.tensor(0.0)
    for _ in range(steps):
        psi.requires_grad_(), theta.requires_grad_()
        zero = torch.tensor(0.0, requires_grad=True)
        at_data = psi * zero
        slope = torch.autograd.grad(at_data, zero, create_graph=True)[0]  # R1 is a loss on a gradient
        judge = real(at_data) + fake(psi * theta.detach()) + gamma / 2 * slope**2
        psi = (psi - rate * torch.autograd.grad(judge, psi)[0]).detach()
        theta = (theta - rate * torch.autograd.grad(generator(psi * theta), theta)[0]).detach()
    return [theta.item(), psi.item()]


def gaussian(x, mean, scale):
    return -((x - mean) ** 2).sum(dim=1) / (2 * scale**2) - 2 * math.log(scale) - math.log(2 * math.pi)


# The slope of the best judge's log-odds, to be compared with the difference of two exact scores.
x = torch.tensor([[0.3, -0.8], [1.5, 0.2], [-2.0, 1.1]], requires_grad=True)
log_odds = gaussian(x, torch.tensor([1.0, 0.5]), 0.6) - gaussian(x, torch.tensor([-0.5, 0.0]), 0.9)
slope = torch.autograd.grad(log_odds.sum(), x)[0]

print(json.dumps({
    "losses": table,
    "duels": {"saturating": duel("saturating", 0), "r1": duel("saturating", 0.3), "non-saturating": duel("non-saturating", 0)},
    "slope": slope.tolist(),
}))
