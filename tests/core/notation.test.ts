import { describe, expect, it } from 'vitest';
import {
  conventions,
  coordinate,
  ddpmSteps,
  denoisedOf,
  outputOf,
  scoreOf,
  stateScale,
  timeOf,
} from '../../src/core/notation';
import { posterior } from '../../src/core/process/posterior';
import { discretize } from '../../src/core/schedule/discrete';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../src/core/schedule/index';
import { keeping, schedules, seen, times } from './notation-points';

/** d(own x) / d(own clock) along the flow without noise, by the chain rule from the book's dx/dt = f x - g^2 score / 2. */
function ownSlope(convention: (typeof conventions)[number], schedule: Schedule, t: number): number {
  const { x, score } = seen(schedule, t);
  const h = 1e-4;
  const rate = (of: (t: number) => number) =>
    (of(t - 2 * h) - 8 * of(t - h) + 8 * of(t + h) - of(t + 2 * h)) / (12 * h);
  // The schedule's tangent at t: drawn schedules have kinks.
  const near = {
    alpha: (u: number) => schedule.alpha(t) + (u - t) * schedule.dAlpha(t),
    sigma: (u: number) => schedule.sigma(t) + (u - t) * schedule.dSigma(t),
  };
  const scale = (u: number) => stateScale(convention, near.alpha(u), near.sigma(u));
  const slope = schedule.drift(t) * x - (schedule.diffusion(t) ** 2 / 2) * score;
  return (scale(t) * slope + rate(scale) * x) / rate((u) => coordinate(convention, near, u));
}

describe('conversions between notations', () => {
  it('go there and back for every schedule', () => {
    for (const schedule of schedules) {
      for (const convention of conventions) {
        for (const t of times) {
          const { alpha, sigma, x, x0 } = seen(schedule, t);
          expect(timeOf(convention, schedule, coordinate(convention, schedule, t))).toBeCloseTo(t, 6);
          expect(denoisedOf(convention, alpha, sigma, x, outputOf(convention, alpha, sigma, x, x0))).toBeCloseTo(x0, 6);
        }
      }
    }
  });

  it('count from the data to the noise, clean at 0', () => {
    for (const schedule of schedules) {
      for (const convention of conventions) {
        const along = times.map((t) => coordinate(convention, schedule, t));
        expect(along).toEqual([...along].sort((a, b) => a - b));
      }
    }
    expect(conventions.map((convention) => coordinate(convention, keeping[1], 0))).toEqual([0, 0, 0, 0, 0]);
    expect(conventions.map((convention) => timeOf(convention, keeping[1], 0))).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('DDPM', () => {
  it('x = sqrt(abar) x_0 + sqrt(1 - abar) epsilon, and the score is -epsilon / sqrt(1 - abar)', () => {
    for (const schedule of schedules) {
      for (const t of times) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        const bar = alpha ** 2 / (alpha ** 2 + sigma ** 2);
        const epsilon = outputOf('ddpm', alpha, sigma, x, x0);
        expect(stateScale('ddpm', alpha, sigma) * x).toBeCloseTo(
          Math.sqrt(bar) * x0 + Math.sqrt(1 - bar) * epsilon,
          10,
        );
        expect(scoreOf('ddpm', alpha, sigma, score)).toBeCloseTo(-epsilon / Math.sqrt(1 - bar), 6);
      }
    }
  });

  it('its reverse mean (Ho et al. 2020, eq. 11) is the mean of the posterior', () => {
    for (const schedule of keeping) {
      const { betas, alphaBars } = discretize(schedule, ddpmSteps);
      for (const t of times) {
        const i = Math.round(coordinate('ddpm', schedule, t)) - 1;
        const { alpha, sigma, x, x0 } = seen(schedule, t);
        const epsilon = outputOf('ddpm', alpha, sigma, x, x0);
        const { noised, data: share } = posterior(schedule, t - 1 / ddpmSteps, t);
        expect((x - (betas[i] / Math.sqrt(1 - alphaBars[i])) * epsilon) / Math.sqrt(1 - betas[i])).toBeCloseTo(
          noised * x + share * x0,
          9,
        );
      }
    }
  });

  it("a step without noise is -beta (x + score) / 2, and beta = 2 (1 - abar) kappa' / kappa", () => {
    for (const schedule of keeping) {
      for (const t of times) {
        const { alpha, sigma, x, score } = seen(schedule, t);
        const beta = schedule.diffusion(t) ** 2 / ddpmSteps;
        expect(ownSlope('ddpm', schedule, t)).toBeCloseTo((-beta / 2) * (x + score), 8);
        const growth = (schedule.dSigma(t) / sigma - schedule.dAlpha(t) / alpha) / ddpmSteps;
        expect(beta).toBeCloseTo(2 * (1 - alpha ** 2) * growth, 10);
        expect(beta).toBeCloseTo((1 - alpha ** 2) * ((beta * alpha ** 2) / (1 - alpha ** 2) + beta), 10);
      }
    }
    // A discrete beta is the rate over T, to the first order.
    const { betas } = discretize(keeping[0], ddpmSteps);
    expect(Math.abs(betas[499] / (keeping[0].diffusion(0.4995) ** 2 / ddpmSteps) - 1)).toBeLessThan(betas[499]);
  });
});

describe('score-SDE', () => {
  it('puts out the score and follows f x - g^2 score / 2', () => {
    for (const schedule of schedules) {
      for (const t of times) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        expect(outputOf('sde', alpha, sigma, x, x0) / score).toBeCloseTo(1, 6);
        expect(ownSlope('sde', schedule, t)).toBeCloseTo(
          schedule.drift(t) * x - (schedule.diffusion(t) ** 2 / 2) * score,
          7,
        );
      }
    }
  });
});

describe('EDM', () => {
  it('score = (D - x) / sigma^2 and dx/dsigma = (x - D) / sigma (Karras et al. 2022, eq. 3 and 4)', () => {
    for (const schedule of schedules) {
      for (const t of times) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        const level = coordinate('edm', schedule, t);
        const own = stateScale('edm', alpha, sigma) * x;
        expect((x0 - own) / level ** 2 / scoreOf('edm', alpha, sigma, score)).toBeCloseTo(1, 6);
        expect(ownSlope('edm', schedule, t) / ((own - x0) / level)).toBeCloseTo(1, 5);
      }
    }
  });

  it('DDIM is a step of Euler along sigma', () => {
    for (const schedule of schedules) {
      const [s, t] = [0.3, 0.5];
      const { alpha, sigma, x, x0 } = seen(schedule, t);
      const book = schedule.alpha(s) * x0 + (schedule.sigma(s) * (x - alpha * x0)) / sigma;
      const own = x / alpha;
      const [from, to] = [coordinate('edm', schedule, t), coordinate('edm', schedule, s)];
      expect(book * stateScale('edm', schedule.alpha(s), schedule.sigma(s))).toBeCloseTo(
        own + ((to - from) * (own - x0)) / from,
        8,
      );
    }
  });
});

describe('flow', () => {
  it('x = (1 - t) x_0 + t epsilon, moving with v = epsilon - x_0; x_0 = x - t v, score = -(x + (1 - t) v) / t', () => {
    for (const schedule of schedules) {
      for (const t of times) {
        const { alpha, sigma, x, x0, score } = seen(schedule, t);
        const own = stateScale('flow', alpha, sigma) * x;
        const time = coordinate('flow', schedule, t);
        const v = outputOf('flow', alpha, sigma, x, x0);
        const epsilon = outputOf('ddpm', alpha, sigma, x, x0);
        expect(own).toBeCloseTo((1 - time) * x0 + time * epsilon, 10);
        expect(v).toBeCloseTo(epsilon - x0, 8);
        expect(own - time * v).toBeCloseTo(x0, 8);
        expect(-(own + (1 - time) * v) / time / scoreOf('flow', alpha, sigma, score)).toBeCloseTo(1, 6);
        expect(-(own + time * scoreOf('flow', alpha, sigma, score)) / (1 - time)).toBeCloseTo(v, 5);
        expect(ownSlope('flow', schedule, t)).toBeCloseTo(v, 5);
      }
    }
  });

  it("has drift -1 / (1 - t) and g^2 = 2 t / (1 - t), and kappa' / kappa = 1 / (t (1 - t))", () => {
    const schedule = makeSchedule(scheduleDefaults.flow);
    for (const t of times) {
      expect(schedule.drift(t)).toBeCloseTo(-1 / (1 - t), 6);
      expect(schedule.diffusion(t) ** 2).toBeCloseTo((2 * t) / (1 - t), 6);
      expect(schedule.dSigma(t) / schedule.sigma(t) - schedule.dAlpha(t) / schedule.alpha(t)).toBeCloseTo(
        1 / (t * (1 - t)),
        6,
      );
      expect(coordinate('flow', schedule, t)).toBeCloseTo(t, 6);
    }
  });

  it("DDIM is a step of Euler along the flow's time", () => {
    for (const schedule of schedules) {
      const [s, t] = [0.3, 0.5];
      const { alpha, sigma, x, x0 } = seen(schedule, t);
      const book = schedule.alpha(s) * x0 + (schedule.sigma(s) * (x - alpha * x0)) / sigma;
      const [from, to] = [coordinate('flow', schedule, t), coordinate('flow', schedule, s)];
      const own = x * stateScale('flow', alpha, sigma);
      expect(book * stateScale('flow', schedule.alpha(s), schedule.sigma(s))).toBeCloseTo(
        own + (to - from) * outputOf('flow', alpha, sigma, x, x0),
        8,
      );
    }
  });
});

describe('denoising score matching', () => {
  it("weighs the error of each network's own output as chapter 5 writes it", () => {
    const [x0, epsilon, guess] = [0.7, -1.3, 0.2];
    for (const schedule of keeping) {
      for (const t of times) {
        const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
        const x = alpha * x0 + sigma * epsilon;
        const said = (convention: (typeof conventions)[number]) => outputOf(convention, alpha, sigma, x, guess);
        const meant = (convention: (typeof conventions)[number]) => outputOf(convention, alpha, sigma, x, x0);
        // (s + epsilon / sigma)^2, of the density of each notation's own x.
        const wish = (convention: (typeof conventions)[number]) =>
          scoreOf(convention, alpha, sigma, said('sde') + epsilon / sigma) ** 2;
        const [level, time] = [coordinate('edm', schedule, t), coordinate('flow', schedule, t)];
        expect((said('ddpm') - meant('ddpm')) ** 2 / (1 - alpha ** 2) / wish('ddpm')).toBeCloseTo(1, 8);
        expect((said('edm') - meant('edm')) ** 2 / level ** 4 / wish('edm')).toBeCloseTo(1, 8);
        expect((((1 - time) / time) ** 2 * (said('flow') - meant('flow')) ** 2) / wish('flow')).toBeCloseTo(1, 8);
        // Weighted with the variance of the noise, all are the squared error of epsilon.
        const simple = (said('ddpm') - epsilon) ** 2;
        expect((said('edm') - x0) ** 2 / level ** 2 / simple).toBeCloseTo(1, 8);
        expect(((1 - time) ** 2 * (said('flow') - (epsilon - x0)) ** 2) / simple).toBeCloseTo(1, 8);
      }
    }
  });
});

describe('the exponential integrator', () => {
  it('has one step length h in every notation', () => {
    for (const schedule of keeping) {
      const [s, t] = [0.2, 0.6];
      const h = (schedule.logSnr(s) - schedule.logSnr(t)) / 2;
      const [bt, bs] = [schedule.alpha(t) ** 2, schedule.alpha(s) ** 2];
      const [ft, fs] = [coordinate('flow', schedule, t), coordinate('flow', schedule, s)];
      expect(Math.log(((1 - bt) * bs) / (bt * (1 - bs))) / 2).toBeCloseTo(h, 10);
      expect(Math.log(coordinate('edm', schedule, t) / coordinate('edm', schedule, s))).toBeCloseTo(h, 10);
      expect(Math.log((ft * (1 - fs)) / (fs * (1 - ft)))).toBeCloseTo(h, 10);
    }
  });
});

describe('chapter 15', () => {
  it('a held point keeps its distance from the clean one in proportion to the noise, whatever the notation', () => {
    // The network says the same clean point at both ends of a step of DDIM, here backwards, towards more noise.
    const [x0, epsilon, t, later] = [-0.9, 0.4, 0.3, 0.45];
    for (const schedule of schedules) {
      for (const convention of conventions) {
        const at = (u: number) => {
          const [alpha, sigma] = [schedule.alpha(u), schedule.sigma(u)];
          const scale = stateScale(convention, alpha, sigma);
          return { alpha, sigma, scale, signal: scale * alpha, level: scale * sigma };
        };
        const [from, to] = [at(t), at(later)];
        const x = from.alpha * x0 + from.sigma * epsilon;
        const said = outputOf(convention, from.alpha, from.sigma, x, x0);
        const guess = denoisedOf(convention, from.alpha, from.sigma, x, said);
        const next = to.alpha * guess + (to.sigma * (x - from.alpha * guess)) / from.sigma;
        const missed = to.scale * next - to.signal * x0;
        expect(missed / (from.scale * x - from.signal * x0)).toBeCloseTo(to.level / from.level, 8);
      }
      // What the formulas of the exercise write for the two levels.
      const bar = (u: number) => schedule.alpha(u) ** 2 / (schedule.alpha(u) ** 2 + schedule.sigma(u) ** 2);
      const level = (convention: (typeof conventions)[number], u: number) =>
        stateScale(convention, schedule.alpha(u), schedule.sigma(u)) * schedule.sigma(u);
      expect(level('ddpm', t)).toBeCloseTo(Math.sqrt(1 - bar(t)), 12);
      expect(level('sde', t)).toBe(schedule.sigma(t));
      expect(level('edm', t)).toBeCloseTo(coordinate('edm', schedule, t), 12);
      expect(level('flow', t)).toBeCloseTo(coordinate('flow', schedule, t), 12);
    }
  });

  it('a guided guess is twice the one with the class less the one without, whatever the network puts out', () => {
    const [told, untold, x] = [0.7, -0.2, 1.3];
    for (const schedule of schedules) {
      const [alpha, sigma] = [schedule.alpha(0.9), schedule.sigma(0.9)];
      for (const convention of conventions) {
        const said = (guess: number) => outputOf(convention, alpha, sigma, x, guess);
        const guided = denoisedOf(convention, alpha, sigma, x, 2 * said(told) - said(untold));
        expect(guided).toBeCloseTo(2 * told - untold, 6);
      }
    }
  });

  it("starts from sigma_max epsilon in EDM's notation, and from epsilon in the others", () => {
    const epsilon = 0.8;
    const alpha = 1e-4; // all but no signal, variance kept
    const sigma = Math.sqrt(1 - alpha ** 2);
    for (const convention of conventions) {
      const first = stateScale(convention, alpha, sigma) * sigma * epsilon;
      const level = convention === 'edm' ? sigma / alpha : 1;
      expect(first / level).toBeCloseTo(epsilon, 3);
    }
  });
});
