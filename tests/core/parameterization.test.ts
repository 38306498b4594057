import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../src/core/batch';
import {
  asDenoiser,
  conversion,
  convert,
  fromX0,
  ratesAt,
  toX0,
  type Parameterization,
  type Quantity,
  type Rates,
} from '../../src/core/parameterization';
import { conventions, coordinate, output, ratesIn, stateScale } from '../../src/core/notation';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../src/core/schedule';

const kinds: readonly Parameterization[] = ['epsilon', 'x0', 'v', 'score'];
const value = fc.double({ min: -4, max: 4, noNaN: true });

describe('parameterization', () => {
  test('each says what it is called, of x_t = alpha x_0 + sigma epsilon', () => {
    fc.assert(
      fc.property(value, value, fc.double({ min: 0.05, max: 1.5, noNaN: true }), (x0, epsilon, angle) => {
        const [alpha, sigma] = [Math.cos(angle), Math.sin(angle)];
        const xt = batch([alpha * x0 + sigma * epsilon], 1);
        const said = (kind: Parameterization) => fromX0(kind, batch([x0], 1), xt, alpha, sigma, zeros(1, 1)).data[0];
        expect(said('x0')).toBeCloseTo(x0, 15);
        expect(said('epsilon')).toBeCloseTo(epsilon, 11);
        expect(said('v')).toBeCloseTo(alpha * epsilon - sigma * x0, 11);
        expect(said('score')).toBeCloseTo(-epsilon / sigma, 9);
        for (const kind of kinds)
          expect(toX0(kind, batch([said(kind)], 1), xt, alpha, sigma, zeros(1, 1)).data[0]).toBeCloseTo(x0, 9);
      }),
    );
  });

  test('v needs no unit variance to come back', () => {
    const xt = batch([1.3], 1);
    const v = fromX0('v', batch([0.4], 1), xt, 1, 3, zeros(1, 1));
    expect(toX0('v', v, xt, 1, 3, zeros(1, 1)).data[0]).toBeCloseTo(0.4, 13);
  });

  test('may write over its input, and refuses sigma = 0 where nothing is defined', () => {
    const xt = batch([1, 2], 2);
    const x = batch([0.5, 0.25], 2);
    expect(toX0('epsilon', x, xt, 0.8, 0.6, x)).toBe(x);
    expect(x.data[0]).toBeCloseTo((1 - 0.6 * 0.5) / 0.8, 14);
    expect(() => fromX0('epsilon', x, xt, 1, 0, x)).toThrow('epsilon is not defined by x_0 where sigma = 0');
  });
});

const quantities: readonly Quantity[] = [...kinds, 'velocity'];

/** Each quantity of x_0 and epsilon, by its definition. */
function saidOf(kind: Quantity, x0: number, epsilon: number, { alpha, sigma, dAlpha, dSigma }: Rates): number {
  switch (kind) {
    case 'x0':
      return x0;
    case 'epsilon':
      return epsilon;
    case 'v':
      return alpha * epsilon - sigma * x0;
    case 'score':
      return -epsilon / sigma;
    case 'velocity':
      return dAlpha * x0 + dSigma * epsilon;
  }
}

describe('conversions along a path', () => {
  const rate = fc.double({ min: 0.1, max: 2, noNaN: true });

  test('every quantity follows from x_t and any other', () => {
    fc.assert(
      fc.property(value, value, rate, rate, rate, rate, (x0, epsilon, alpha, sigma, fall, dSigma) => {
        const rates = { alpha, sigma, dAlpha: -fall, dSigma };
        const xt = alpha * x0 + sigma * epsilon;
        for (const from of quantities) {
          for (const to of quantities) {
            const { noised, said } = conversion(from, to, rates);
            const found = noised * xt + said * saidOf(from, x0, epsilon, rates);
            const expected = saidOf(to, x0, epsilon, rates);
            expect(Math.abs(found - expected)).toBeLessThan(1e-8 * (1 + Math.abs(expected)));
          }
        }
      }),
    );
  });

  test('agree with what the samplers use, fromX0 and toX0', () => {
    const rates = { alpha: 0.7, sigma: 0.9, dAlpha: -0.4, dSigma: 1.3 };
    const [xt, x0] = [batch([1.3, -0.2], 2), batch([0.4, 0.6], 2)];
    for (const kind of kinds) {
      const there = convert('x0', kind, x0, xt, rates, zeros(1, 2));
      const known = fromX0(kind, x0, xt, rates.alpha, rates.sigma, zeros(1, 2));
      const back = toX0(kind, there, xt, rates.alpha, rates.sigma, zeros(1, 2));
      for (const d of [0, 1]) {
        expect(there.data[d]).toBeCloseTo(known.data[d], 13);
        expect(back.data[d]).toBeCloseTo(convert(kind, 'x0', there, xt, rates, zeros(1, 2)).data[d], 13);
      }
    }
  });

  test('hold where one of alpha and sigma is 0, and refuse what cannot be told', () => {
    const [noise, data] = [
      { alpha: 0, sigma: 1, dAlpha: -1, dSigma: 1 },
      { alpha: 1, sigma: 0, dAlpha: -1, dSigma: 1 },
    ];
    expect(conversion('velocity', 'x0', noise)).toEqual({ noised: 1, said: -1 }); // x_0 = epsilon - u
    expect(conversion('velocity', 'epsilon', data)).toEqual({ noised: 1, said: 1 }); // epsilon = x_0 + u
    expect(() => conversion('x0', 'velocity', data)).toThrow('velocity does not follow from x_t and x0');
    expect(() => conversion('epsilon', 'x0', noise)).toThrow('x0 does not follow from x_t and epsilon');
    expect(() => conversion('x0', 'score', data)).toThrow('expected two that say different things');
  });

  test('of a denoiser: its velocity, read back', () => {
    const schedule = makeSchedule(scheduleDefaults.linear);
    const denoiser = asDenoiser('velocity', schedule, (x, t, out) => {
      const x0 = batch(
        x.data.map((each) => each / 3),
        x.dim,
      );
      convert('x0', 'velocity', x0, x, ratesAt(schedule, t), out);
    });
    const x = batch([0.3, -1.2, 2, 0.7], 2);
    for (const t of [0.1, 0.5, 0.9]) {
      const found = denoiser.denoise(x, t, zeros(2, 2));
      x.data.forEach((each, i) => expect(found.data[i]).toBeCloseTo(each / 3, 9));
    }
  });

  test('in every notation the velocity is the slope of its own x by its own coordinate', () => {
    for (const kind of scheduleKinds) {
      const schedule = makeSchedule(scheduleDefaults[kind]);
      for (const convention of conventions) {
        for (const t of [0.2, 0.55, 0.8]) {
          const rates = ratesAt(schedule, t);
          const state = (at: number) => {
            const { alpha, sigma } = ratesAt(schedule, at);
            return stateScale(convention, alpha, sigma) * (alpha * 0.7 + sigma * -1.1);
          };
          const own = ratesIn(convention, rates);
          const h = 1e-5;
          const slope =
            (state(t + h) - state(t - h)) /
            (coordinate(convention, schedule, t + h) - coordinate(convention, schedule, t - h));
          const velocity = own.dAlpha * 0.7 + own.dSigma * -1.1;
          expect(Math.abs(velocity - slope), `${kind} ${convention} ${t}`).toBeLessThan(
            2e-4 * (1e-3 + Math.abs(slope)),
          );
          expect(own.alpha * 0.7 + own.sigma * -1.1).toBeCloseTo(state(t), 11);
        }
      }
    }
  });

  test('what a network of the flow notation puts out is the velocity of its x', () => {
    const rates = { alpha: 0.8, sigma: 0.5, dAlpha: -0.9, dSigma: 0.7 };
    const own = ratesIn('flow', rates);
    const { noised, said } = conversion('x0', 'velocity', own);
    const made = output('flow', rates.alpha, rates.sigma);
    expect(noised * stateScale('flow', rates.alpha, rates.sigma)).toBeCloseTo(made.noised, 13);
    expect(said).toBeCloseTo(made.data, 13);
  });
});
