"""The shipped digit U-Net from its counts: its parameters, and its answer for fixed weights. Prints JSON."""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
HIGH, LOW, EMBEDDING, THIN, HIDDEN = 16, 48, 64, 6, 192


class FiLM(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.map = nn.Linear(EMBEDDING, 2 * channels)

    def forward(self, x, e):
        a, b = self.map(e).chunk(2, dim=1)
        shape = a.shape + (1,) * (x.dim() - 2)
        return x * (1 + a.view(shape)) + b.view(shape)


class Residual(nn.Module):
    def __init__(self, channels, groups):
        super().__init__()
        self.one = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm = nn.GroupNorm(groups, channels)
        self.film = FiLM(channels)
        self.two = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x, e):
        h = self.film(self.norm(self.one(F.silu(x))), e)
        return x + self.two(F.silu(h))


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        self.narrow = nn.Conv2d(LOW, THIN, 1)
        self.one = nn.Linear(49 * THIN, HIDDEN)
        self.film = FiLM(HIDDEN)
        self.two = nn.Linear(HIDDEN, 49 * THIN)
        self.wide = nn.Conv2d(THIN, LOW, 1)

    def forward(self, x, e):
        h = self.narrow(F.silu(x)).permute(0, 2, 3, 1).flatten(1)  # rows, columns, channels: the book's order
        h = self.two(F.silu(self.film(self.one(h), e)))
        return x + self.wide(h.view(-1, 7, 7, THIN).permute(0, 3, 1, 2))


def fold(x):  # channel k of the result: corner k // c of each square in reading order, channel k % c
    n, c, h, w = x.shape
    return x.view(n, c, h // 2, 2, w // 2, 2).permute(0, 3, 5, 1, 2, 4).reshape(n, 4 * c, h // 2, w // 2)


def unfold(x):
    n, c, h, w = x.shape
    return x.view(n, 2, 2, c // 4, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, c // 4, 2 * h, 2 * w)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.time = nn.Linear(32, EMBEDDING)
        self.label = nn.Embedding(11, EMBEDDING)
        self.enter = nn.Conv2d(4, HIGH, 3, padding=1)
        self.left = Residual(HIGH, 4)
        self.down = nn.Conv2d(4 * HIGH, LOW, 1)
        self.first, self.middle, self.second = Dense(), Residual(LOW, 8), Dense()
        self.up = nn.Conv2d(LOW, 4 * HIGH, 1)
        self.right = Residual(HIGH, 4)
        self.norm = nn.GroupNorm(4, HIGH)
        self.leave = nn.Conv2d(HIGH, 4, 3, padding=1)

    def forward(self, x, log_noise, label):
        angle = 0.5 * log_noise[:, None] * 0.5 * 32 ** (torch.arange(16) / 15)
        features = math.sqrt(2) * torch.cat([angle.cos(), angle.sin()], dim=1)
        e = F.silu(self.time(features) + self.label(label))
        x = self.left(self.enter(fold(x)), e)
        h = self.down(fold(x))
        h = self.second(self.middle(self.first(h, e), e), e)
        x = self.right(x + unfold(self.up(h)), e)
        return unfold(self.leave(F.silu(self.norm(x))))


def fill(net):
    """Weight number i is sin(i + 1) / 10, in the book's order: inputs before outputs, and for 3 x 3 the nine taps first."""
    at = 0
    with torch.no_grad():
        for p in net.parameters():
            values = 0.1 * torch.sin(torch.arange(at + 1, at + p.numel() + 1))
            at += p.numel()
            if p.dim() == 4:
                out, into, k, _ = p.shape
                p.copy_(values.view(k, k, into, out).permute(3, 2, 0, 1))
            elif p.dim() == 2 and not any(p is m.weight for m in net.modules() if isinstance(m, nn.Embedding)):
                p.copy_(values.view(p.shape[1], p.shape[0]).T)
            else:
                p.copy_(values.view(p.shape))


net = UNet()
fill(net)
pixels = torch.sin(0.3 * torch.arange(784)).float().double().view(1, 1, 28, 28)
out = net(pixels, torch.tensor([-0.5]), torch.tensor([3]))[0, 0]
print(json.dumps({"parameters": sum(p.numel() for p in net.parameters()), "output": [out[0, 0].item(), out[13, 13].item(), out[20, 7].item()], "mean": out.mean().item()}))
