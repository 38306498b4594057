import { describe, expect, test } from 'vitest';
import {
  makeSchedule,
  parseScheduleSpec,
  scheduleDefaults,
  type Schedule,
  type ScheduleSpec,
} from '../../../src/core/schedule';
import { flow } from '../../../src/core/schedule/flow';
import { shifted } from '../../../src/core/schedule/shifted';
import { zeroTerminal } from '../../../src/core/schedule/zero-terminal-snr';
import { discretize } from '../../../src/core/schedule/discrete';
import { zeroTerminalSnr } from '../../../src/core/schedule/tables';
import { expectClose, golden } from '../golden';

interface Sde {
  readonly t: readonly number[];
  readonly marginal_mean_coeff: readonly number[];
  readonly marginal_std: readonly number[];
  readonly drift_at_x_equals_1: readonly number[];
  readonly diffusion: readonly number[];
}
const reference = golden<{ outputs: { sde: Record<'vpsde' | 'subvpsde' | 'vesde', Sde> } }>('sde').outputs.sde;

describe('against score_sde', () => {
  test.each([
    ['vpsde', { kind: 'linear', betaMin: 0.1, betaMax: 20 }],
    ['subvpsde', { kind: 'sub-vp', betaMin: 0.1, betaMax: 20 }],
    ['vesde', { kind: 've', sigmaMin: 0.01, sigmaMax: 50 }],
  ] as const)('%s: marginals, drift and diffusion', (name, spec) => {
    const { t, ...expected } = reference[name];
    const schedule = makeSchedule(spec);
    expectClose(t.map(schedule.alpha), expected.marginal_mean_coeff, 1e-12, 0);
    // The reference takes 1 - exp(small): the last digits of its least standard deviations are lost.
    expectClose(t.map(schedule.sigma), expected.marginal_std, 1e-10, 1e-4);
    expectClose(t.map(schedule.drift), expected.drift_at_x_equals_1, 1e-12, 1e-3);
    expectClose(t.map(schedule.diffusion), expected.diffusion, 1e-10, 0.01);
  });
});

describe('closed forms', () => {
  test('ve: a geometric rise', () => {
    const s = makeSchedule(scheduleDefaults.ve);
    expect(s.sigma(0.5)).toBeCloseTo(Math.sqrt(0.01 * 50), 14);
    expect([s.sigma(0), s.sigma(1)].map((x) => x.toFixed(12))).toEqual(['0.010000000000', '50.000000000000']);
  });

  test('edm: equal steps of t are the ladder of Karras et al., 10 levels from 80 to 0.002', () => {
    const s = makeSchedule(scheduleDefaults.edm);
    // edm_sampler of NVlabs/edm, sigma_min 0.002, sigma_max 80, rho 7, 10 steps.
    const ladder = [
      80.0, 42.41518931851267, 21.10867673619376, 9.723201355260132, 4.066123602953759, 1.501741979068008,
      0.46997905799774714, 0.1166385635251784, 0.020435334553438746, 0.002000000000000003,
    ];
    expectClose(
      ladder.map((_, i) => s.sigma(1 - i / 9)),
      ladder,
      1e-12,
      0,
    );
    expectClose(
      ladder.map((sigma) => s.timeOfLogSnr(-2 * Math.log(sigma))),
      ladder.map((_, i) => 1 - i / 9),
      1e-12,
    );
    const plain = makeSchedule({ kind: 'edm', sigmaMin: 0, sigmaMax: 80, rho: 1 });
    expect([0, 0.25, 1].map(plain.sigma)).toEqual([0, 20, 80]);
    expect(plain.logSnr(0)).toBe(Infinity);
    expect(plain.timeOfLogSnr(Infinity)).toBe(0);
  });

  test('flow: straight lines to the end, with a drift of -1 / (1 - t) and g^2 of 2 t / (1 - t)', () => {
    const s = flow();
    for (const t of [0.1, 0.5, 0.99]) {
      expect([s.alpha(t), s.sigma(t), s.dAlpha(t), s.dSigma(t)]).toEqual([1 - t, t, -1, 1]);
      expect(s.drift(t)).toBeCloseTo(-1 / (1 - t), 10);
      expect(s.diffusion(t) ** 2 / ((2 * t) / (1 - t))).toBeCloseTo(1, 12);
    }
    expect(s.logSnr(0)).toBe(Infinity);
    expect(s.logSnr(1)).toBeCloseTo(-20, 12);
    for (const t of [0.5, 0.99996, 1]) expect(s.timeOfLogSnr(s.logSnr(t))).toBeCloseTo(t, 12);
    expect([s.dAlpha(1), s.dSigma(1)]).toEqual([-1, 1]);
  });

  test("zero terminal SNR: alpha is the base's, shifted and stretched; its fine steps are the table's", () => {
    const base = makeSchedule(scheduleDefaults.linear);
    const s = zeroTerminal(base);
    const last = base.alpha(1);
    for (const t of [0.05, 0.3, 0.9]) expect(s.alpha(t)).toBeCloseTo((base.alpha(t) - last) / (1 - last), 14);
    expect(s.logSnr(1)).toBeCloseTo(-20, 6);
    // The table's first step stays as it is, which is of no account where steps are fine.
    const T = 4000;
    const table = zeroTerminalSnr(discretize(base, T).betas);
    const { betas } = discretize(s, T);
    for (const i of [10, 400, 2000, 3900]) expect(betas[i] / table[i]).toBeCloseTo(1, 4);
    expect(() => zeroTerminal(flow())).toThrow('zero terminal SNR of the flow schedule (expected one with');
  });

  const bases: readonly ScheduleSpec[] = [
    scheduleDefaults.linear,
    scheduleDefaults.cosine,
    scheduleDefaults.ve,
    scheduleDefaults.edm,
    scheduleDefaults.flow,
  ];
  test.each(bases.map((spec) => [spec.kind, makeSchedule(spec)] as const))(
    'shift of %s: log-SNR + 2 ln(reference / size)',
    (_, base: Schedule) => {
      for (const [reference, size] of [
        [64, 256],
        [64, 32],
        [64, 64],
      ] as const) {
        const s = shifted(base, { reference, size });
        for (const t of [0.02, 0.4, 0.9]) {
          expect(s.logSnr(t)).toBeCloseTo(base.logSnr(t) + 2 * Math.log(reference / size), 9);
          expect(s.timeOfLogSnr(s.logSnr(t))).toBeCloseTo(t, 9);
        }
      }
    },
  );

  test('shift of flow stays a straight line, at another time; of sub-VP there is none', () => {
    const s = shifted(flow(), { reference: 32, size: 96 });
    for (const t of [0.1, 0.5, 0.8]) expect(s.sigma(t)).toBeCloseTo((3 * t) / (1 + 2 * t), 14);
    expect(() => shifted(makeSchedule(scheduleDefaults['sub-vp']), {})).toThrow(
      'shift of the sub-vp schedule (expected',
    );
  });
});

describe('refusals', () => {
  const deep = (n: number): unknown => (n === 0 ? { kind: 'cosine' } : { kind: 'shifted', base: deep(n - 1) });
  test.each([
    [{ kind: 've', sigmaMin: 5, sigmaMax: 2 }, 've schedule from sigma 5 to 2 (expected 0 < sigmaMin < sigmaMax)'],
    [{ kind: 've', sigmaMin: 0 }, 've schedule from sigma 0 to 50'],
    [{ kind: 'edm', sigmaMax: 1 }, 'schedule sigmaMax is 1 (expected 1.01 to 10000)'],
    [{ kind: 'edm', rho: 0.5 }, 'schedule rho is 0.5 (expected 1 to 20)'],
    [{ kind: 'sub-vp', betaMin: 0.1, betaMax: 0.2 }, 'sub-vp schedule leaves more signal than noise'],
    [{ kind: 'shifted', base: { kind: 'sub-vp' } }, 'shift of the sub-vp schedule'],
    [{ kind: 'shifted', base: 7 }, 'schedule base is 7 (expected an object with a kind)'],
    [{ kind: 'shifted', base: { kind: 'linear' }, reference: 4096, size: 1 }, 'more signal than noise'],
    [{ kind: 'zero-terminal-snr', base: { kind: 've' } }, 'zero terminal SNR of the ve schedule'],
    [deep(5), 'schedule is made of more than 3 others (expected at most 3)'],
  ])('%j', (value, message) => {
    expect(() => parseScheduleSpec(value)).toThrow(message);
  });

  test('missing settings are the usual ones', () => {
    expect(parseScheduleSpec({ kind: 'shifted' })).toEqual(scheduleDefaults.shifted);
    expect(parseScheduleSpec({ kind: 'zero-terminal-snr' })).toEqual(scheduleDefaults['zero-terminal-snr']);
    expect(parseScheduleSpec({ kind: 'edm' })).toEqual(scheduleDefaults.edm);
    expect(() => parseScheduleSpec(deep(3))).not.toThrow();
  });
});
