"""An interval for a mean (Student) and for anything else (the bootstrap), and the rule that makes a verdict of it.

Plain Python. Student's quantile is found here by integrating the density; the book sums a finite series.
"""
import json
import math
import random
import statistics

ratios = [0.31, 0.52, 0.27, 0.44, 0.61, 0.38]  # one for each seed: diffusion over GAN, say


def student_quantile(probability, degrees, pieces=2000):
    """The t with P(|T| < t) = probability: Simpson's rule over the density, inside a bisection."""
    constant = math.gamma((degrees + 1) / 2) / (math.sqrt(degrees * math.pi) * math.gamma(degrees / 2))

    def within(t):
        h = t / pieces
        weights = [1 if i in (0, pieces) else 4 if i % 2 else 2 for i in range(pieces + 1)]
        density = [(1 + (i * h) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(pieces + 1)]
        return 2 * constant * h / 3 * sum(w * d for w, d in zip(weights, density))

    low, high = 0.0, 50.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle) < probability else (low, middle)
    return (low + high) / 2


def mean_interval(values, confidence=0.95):
    n, centre = len(values), statistics.fmean(values)
    half = student_quantile(confidence, n - 1) * statistics.stdev(values) / math.sqrt(n)
    return [centre, centre - half, centre + half]


def bootstrap_interval(values, statistic, confidence=0.95, resamples=20_000, seed=16):
    draw = random.Random(seed)
    found = sorted(statistic(draw.choices(values, k=len(values))) for _ in range(resamples))

    def quantile(p):
        place = (resamples - 1) * p
        below = math.floor(place)
        return found[below] + (place - below) * (found[min(below + 1, resamples - 1)] - found[below])

    return [statistic(values), quantile((1 - confidence) / 2), quantile((1 + confidence) / 2)]


def outcome(interval, threshold, holds):
    """For or against only where the whole interval lies on one side."""
    _, low, high = interval
    if low > threshold:
        return "for" if holds == "above" else "against"
    if high < threshold:
        return "against" if holds == "above" else "for"
    return "open"


log_mean = [math.exp(v) for v in mean_interval([math.log(r) for r in ratios])]
print(json.dumps({
    "t": [student_quantile(0.95, n - 1) for n in (2, 3, 6, 10)],
    "ratio": log_mean,
    "bootstrap": bootstrap_interval(ratios, statistics.median),
    "outcomes": [outcome(log_mean, at, "above") for at in (1, 0.4, 0.2)],
}))
