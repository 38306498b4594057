"""Ways between two codes, and the search for a code through a small generator. Prints JSON."""
import json

import torch

torch.set_default_dtype(torch.float64)


def linear(a, b, t):
    return (1 - t) * a + t * b


def spherical(a, b, t):
    """Along the arc between the directions (Shoemake 1985), the length going evenly from one to the other."""
    la, lb = a.norm(), b.norm()
    angle = torch.arccos((a @ b) / (la * lb))
    way = torch.sin((1 - t) * angle) / torch.sin(angle) * a / la + torch.sin(t * angle) / torch.sin(angle) * b / lb
    return ((1 - t) * la + t * lb) * way


def in_plane(origin, u, v, x, y):
    return (origin + x * u + y * v) / (1 + x * x + y * y) ** 0.5


def numbers(n, step):
    """Numbers by rule, so that another program can have the same."""
    return torch.sin(step * torch.arange(1, n + 1))


# A generator of 12 numbers from a code of 3: two layers, weights by rule.
inner = numbers(8 * 3, 1.7).reshape(8, 3)
outer = numbers(12 * 8, 2.3).reshape(12, 8)


def generator(z):
    return outer @ torch.tanh(inner @ z)


picture = generator(torch.tensor([0.4, -0.2, 0.3])) + 0.1 * numbers(12, 0.9)


def search(z, steps=4000, rate=0.01):
    """Descent on |x - G(z)|^2; the gradient by automatic differentiation."""
    for _ in range(steps):
        z = z.detach().requires_grad_()
        ((picture - generator(z)) ** 2).sum().backward()
        z = z.detach() - rate * z.grad
    return z


code = search(torch.zeros(3))
missed = picture - generator(code)
jacobian = torch.autograd.functional.jacobian(generator, code)
along = jacobian @ torch.linalg.solve(jacobian.T @ jacobian, jacobian.T @ missed)
anything = numbers(12, 3.1)
reach = jacobian @ torch.linalg.solve(jacobian.T @ jacobian, jacobian.T @ anything)

a, b = numbers(5, 1.1), 2 * numbers(5, 0.6)
print(json.dumps({
    "linear": [linear(a, b, t).tolist() for t in (0, 0.25, 1)],
    "spherical": [spherical(a, b, t).tolist() for t in (0, 0.25, 1)],
    "plane": in_plane(a, b, numbers(5, 2.9), 0.5, -1.5).tolist(),
    "code": code.tolist(),
    "error": (missed @ missed).item(),
    "missed along the surface": (along @ along / (missed @ missed)).item(),
    "anything along the surface": (reach @ reach / (anything @ anything)).item(),
}))
