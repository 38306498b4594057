"""Guidance with a classifier (Dhariwal and Nichol 2021) and without one (Ho and Salimans 2022), exact models. Prints JSON."""
import json
import math

import torch

torch.set_default_dtype(torch.float64)

# Three classes of two Gaussians each: x, y, scale.
classes = [
    torch.tensor([[-1.6, -1.1, 0.32], [-0.6, 0.1, 0.3]]),
    torch.tensor([[1.7, -1.2, 0.34], [0.65, -0.55, 0.3]]),
    torch.tensor([[0.3, 1.6, 0.34], [-0.8, 1.0, 0.28]]),
]


def log_class(y, kappa, parts):
    """ln p(y | c) for y = x_0 + kappa * noise, up to a constant that all classes share."""
    variance = parts[:, 2] ** 2 + kappa**2
    squared = ((y[:, None, :] - parts[:, :2]) ** 2).sum(dim=2)
    return torch.logsumexp(-squared / (2 * variance) - torch.log(variance), dim=1)


def gradient(f, y):
    y = y.detach().requires_grad_()
    return torch.autograd.grad(f(y).sum(), y)[0]


def free(y, kappa, w):
    """(1 + w) score of class 0 - w score of everything."""
    conditional = gradient(lambda y: log_class(y, kappa, classes[0]), y)
    unconditional = gradient(lambda y: torch.logsumexp(torch.stack([log_class(y, kappa, c) for c in classes]), dim=0), y)
    return (1 + w) * conditional - w * unconditional


def by_classifier(y, kappa, w):
    """Score of everything + (1 + w) gradient of the classifier's log-probability of class 0."""
    logits = lambda y: torch.stack([log_class(y, kappa, c) for c in classes])
    unconditional = gradient(lambda y: torch.logsumexp(logits(y), dim=0), y)
    return unconditional + (1 + w) * gradient(lambda y: torch.log_softmax(logits(y), dim=0)[0], y)


def ddim(y, score, kappas):
    """DDIM in y = x / alpha: a straight step along dy / dkappa = -kappa * score."""
    for kappa, lower in zip(kappas, kappas[1:]):
        y = y - (lower - kappa) * kappa * score(y, kappa)
    return y


noise = torch.tensor([[0.5, -1.0], [-1.2, 0.3], [1.4, 0.9]])
kappas = [20 * (0.02 / 20) ** (i / 60) for i in range(61)]
start = kappas[0] * noise


def nested(w, inner=0.6, outer=1.2, steps=4000, top=200.0):
    """Deviation of guided samples of a Gaussian in a Gaussian: the flow is linear, so one path tells it."""
    levels = [top * (1e-3 / top) ** (i / steps) for i in range(steps + 1)]
    pull = lambda y, k: -(1 + w) * y / (inner**2 + k**2) + w * y / (outer**2 + k**2)
    return ddim(torch.tensor([[top]]), pull, levels).item()


print(json.dumps({
    "free": {str(w): ddim(start, lambda y, k: free(y, k, w), kappas).tolist() for w in (0, 2, 8)},
    "classifier": {str(w): ddim(start, lambda y, k: by_classifier(y, k, w), kappas).tolist() for w in (0, 2, 8)},
    "nested": [nested(w) for w in (0, 1, 2)],
    "tempered": [((1 + w) / 0.6**2 - w / 1.2**2) ** -0.5 for w in (0, 1, 2)],
}))
