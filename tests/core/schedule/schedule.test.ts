import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LOG_SNR_MIN,
  makeSchedule,
  parseScheduleSpec,
  scheduleDefaults,
  scheduleKinds,
  scheduleLabel,
  type Schedule,
  type ScheduleSpec,
} from '../../../src/core/schedule';
import { cosineBetas, linearBetas } from '../../../src/core/schedule/tables';
import { fromBetas } from '../../../src/core/schedule/discrete';

const specs: readonly ScheduleSpec[] = [
  ...scheduleKinds.map((kind) => scheduleDefaults[kind]),
  { kind: 'sub-vp', betaMin: 3, betaMax: 3 },
  { kind: 've', sigmaMin: 0.1, sigmaMax: 1.5 },
  { kind: 'edm', sigmaMin: 0, sigmaMax: 80, rho: 1 },
  { kind: 'edm', sigmaMin: 0.01, sigmaMax: 20, rho: 3 },
  { kind: 'zero-terminal-snr', base: { kind: 'linear', betaMin: 0.1, betaMax: 20 } },
  {
    kind: 'zero-terminal-snr',
    base: { kind: 'shifted', base: { kind: 'cosine', s: 0.008 }, reference: 256, size: 64 },
  },
  { kind: 'shifted', base: { kind: 'linear', betaMin: 0.1, betaMax: 20 }, reference: 32, size: 16 },
  { kind: 'shifted', base: { kind: 'flow' }, reference: 32, size: 96 },
  { kind: 'shifted', base: { kind: 'edm', sigmaMin: 0.002, sigmaMax: 80, rho: 7 }, reference: 32, size: 64 },
  { kind: 'linear', betaMin: 5, betaMax: 5 },
  { kind: 'linear', betaMin: 0, betaMax: 300 },
  { kind: 'scaled-linear', betaMin: 4, betaMax: 4 },
  { kind: 'cosine', s: 0 },
  { kind: 'cosine', s: 0.5 },
  { kind: 'sigmoid', start: 0, end: 3, tau: 0.3 },
  { kind: 'sigmoid', start: 10, end: 20, tau: 0.05 },
  {
    kind: 'drawn',
    knots: [
      [0, 12],
      [1, -8],
    ],
  },
  {
    kind: 'drawn',
    knots: [
      [0.7, -1],
      [0, 30],
      [0.2, 2],
      [0.6, 2],
      [1, -40],
    ],
  },
];
const all: readonly (readonly [string, Schedule])[] = [
  ...specs.map((spec) => [scheduleLabel(spec), makeSchedule(spec)] as const),
  ['discrete linear', fromBetas(linearBetas(1000))],
];
// Away from every knot and every multiple of 1/1000, where beta may have a corner or a jump.
const inside = [0.0033, 0.0504, 0.1234, 0.3007, 0.5104, 0.61803, 0.7703, 0.9102, 0.9506, 0.9993];

describe.each(all)('%s', (_name, schedule) => {
  test('is normalised as its family is', () => {
    const rules: readonly ((alpha: number, sigma: number) => number)[] = [
      (alpha, sigma) => alpha ** 2 + sigma ** 2, // variance-preserving
      (alpha) => alpha, // variance-exploding
      (alpha, sigma) => alpha + sigma, // flow
      (alpha, sigma) => alpha ** 2 + sigma, // sub-VP
    ];
    const kept = rules.filter((rule) => {
      const off = [0, ...inside, 1].map((t) => Math.abs(rule(schedule.alpha(t), schedule.sigma(t)) - 1));
      return off.every((x, i) => x < (i <= inside.length ? 1e-14 : 5e-5)); // flow keeps e^-10 of signal at its end
    });
    expect(kept.length).toBe(1);
  });

  test('log-SNR is 2 ln(alpha / sigma), never rises, and inverts', () => {
    let before = Infinity;
    for (const t of inside) {
      const l = schedule.logSnr(t);
      expect(Math.abs(l - 2 * Math.log(schedule.alpha(t) / schedule.sigma(t)))).toBeLessThan(1e-6);
      expect(l).toBeLessThanOrEqual(before);
      expect(l).toBeGreaterThanOrEqual(LOG_SNR_MIN - 1e-9);
      expect(Math.abs(schedule.logSnr(schedule.timeOfLogSnr(l)) - l)).toBeLessThan(1e-8 * Math.max(1, Math.abs(l)));
      if (schedule.diffusion(t) > 0.01) expect(Math.abs(schedule.timeOfLogSnr(l) - t)).toBeLessThan(1e-7);
      before = l;
    }
    expect(schedule.timeOfLogSnr(Infinity)).toBe(0);
    expect(schedule.timeOfLogSnr(1e6)).toBeGreaterThanOrEqual(0);
    expect(schedule.timeOfLogSnr(-1e6)).toBeLessThanOrEqual(1);
    expect(schedule.timeOfLogSnr(-Infinity)).toBe(schedule.timeOfLogSnr(LOG_SNR_MIN - 1));
  });

  test('derivatives agree with finite differences', () => {
    for (const t of inside) {
      const h = 1e-6;
      for (const [f, df] of [
        [schedule.alpha, schedule.dAlpha],
        [schedule.sigma, schedule.dSigma],
      ] as const) {
        const slope = (f(t + h) - f(t - h)) / (2 * h);
        expect(Math.abs(df(t) - slope)).toBeLessThan(2e-6 * Math.max(1, Math.abs(slope)));
      }
    }
  });

  test("drift and diffusion are those of the marginals: f = alpha' / alpha, g^2 = (sigma^2)' - 2 f sigma^2", () => {
    for (const t of inside) {
      const f = schedule.dAlpha(t) / schedule.alpha(t);
      expect(Math.abs(schedule.drift(t) - f)).toBeLessThan(1e-10 * Math.max(1, Math.abs(f)));
      const squared = 2 * schedule.sigma(t) * schedule.dSigma(t) - 2 * f * schedule.sigma(t) ** 2;
      expect(Math.abs(schedule.diffusion(t) ** 2 - squared)).toBeLessThan(1e-9 * Math.max(1, squared));
    }
  });

  test('has finite ends', () => {
    expect(schedule.alpha(1)).toBeGreaterThanOrEqual(Math.exp(LOG_SNR_MIN / 2) * (1 - 1e-8));
    expect(schedule.logSnr(1)).toBeLessThan(0);
    for (const t of [0, 1]) expect(Number.isFinite(schedule.drift(t) + schedule.diffusion(t))).toBe(true);
    expect([schedule.alpha(-0.5), schedule.sigma(1.5)]).toEqual([schedule.alpha(0), schedule.sigma(1)]);
  });
});

describe('closed forms', () => {
  test('linear: beta(t), and alpha at the end', () => {
    const s = makeSchedule(scheduleDefaults.linear);
    for (const t of [0, 0.25, 1]) expect(s.diffusion(t) ** 2).toBeCloseTo(0.1 + 19.9 * t, 12);
    for (const t of [0, 0.25, 1]) expect(s.drift(t)).toBeCloseTo(-(0.1 + 19.9 * t) / 2, 12);
    expect(s.alpha(1)).toBeCloseTo(Math.exp(-0.25 * 19.9 - 0.05), 14);
    expect([s.logSnr(0), s.sigma(0), s.dSigma(0)]).toEqual([Infinity, 0, Infinity]);
  });

  test('cosine: the squared cosine, to the last moment', () => {
    const s = makeSchedule({ kind: 'cosine', s: 0.008 });
    const f = (t: number) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
    for (const t of [0.01, 0.5, 0.9, 0.9999]) expect(s.alpha(t) ** 2 / (f(t) / f(0))).toBeCloseTo(1, 9);
    expect(s.logSnr(1)).toBeCloseTo(LOG_SNR_MIN, 6);
  });

  test('sigmoid: a stretched logistic', () => {
    const s = makeSchedule({ kind: 'sigmoid', start: -3, end: 3, tau: 0.9 });
    const g = (z: number) => 1 / (1 + Math.exp(-z / 0.9));
    for (const t of [0, 0.1, 0.5, 0.99]) {
      expect(s.alpha(t) ** 2).toBeCloseTo((g(3) - g(-3 + 6 * t)) / (g(3) - g(-3)), 12);
    }
  });

  test('drawn: passes through its knots, clamped, and through a line exactly', () => {
    const knots = [
      [0, 30],
      [0.2, 2],
      [0.6, 2],
      [0.7, -1],
      [1, -40],
    ] as const;
    const s = makeSchedule({ kind: 'drawn', knots });
    for (const [t, l] of knots) expect(s.logSnr(t)).toBeCloseTo(Math.min(Math.max(l, -20), 20), 6);
    expect(s.logSnr(0.4)).toBeCloseTo(2, 9);
    const line = makeSchedule({
      kind: 'drawn',
      knots: [
        [0, 9],
        [0.3, 4.5],
        [1, -6],
      ],
    });
    for (const t of [0.1, 0.45, 0.8]) expect(line.logSnr(t)).toBeCloseTo(9 - 15 * t, 9);
  });

  test('drawn: any falling knots give a schedule that never rises', () => {
    const knots = fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 10 }),
        fc.array(fc.double({ min: -19, max: 19, noNaN: true }), { minLength: 12, maxLength: 12 }),
      )
      .map(([times, heights]) => {
        const t = [0, ...times.sort((a, b) => a - b).map((x) => x / 100), 1];
        const l = heights.slice(0, t.length).sort((a, b) => b - a);
        l[l.length - 1] = -19.5;
        return t.map((time, i) => [time, l[i]] as const);
      });
    fc.assert(
      fc.property(knots, (drawnKnots) => {
        const s = makeSchedule({ kind: 'drawn', knots: drawnKnots });
        for (let i = 0; i < 200; i++) {
          if (s.logSnr((i + 1) / 200) > s.logSnr(i / 200) + 1e-9) return false;
          if (!(s.diffusion(i / 200) >= 0)) return false;
        }
        return true;
      }),
    );
  });

  test('the cosine table and the cosine curve agree until the cap', () => {
    const s = makeSchedule({ kind: 'cosine', s: 0.008 });
    const d = fromBetas(cosineBetas(1000));
    for (const t of [0.1, 0.5, 0.998]) expect(d.logSnr(t)).toBeCloseTo(s.logSnr(t), 8);
  });
});

describe('parseScheduleSpec', () => {
  test.each(specs.map((spec) => [spec.kind, spec] as const))('round trip: %s', (_, spec) => {
    expect(parseScheduleSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  test.each([
    [null, 'schedule is null (expected an object with a kind)'],
    [
      { kind: 'cosin' },
      'unknown schedule: "cosin" (expected linear, scaled-linear, cosine, sigmoid, drawn, sub-vp, ve, edm, flow',
    ],
    [{ kind: 'linear', betaMax: 1e9 }, 'schedule betaMax is 1000000000 (expected 0.01 to 400)'],
    [{ kind: 'linear', betaMin: 30 }, 'schedule betaMax is 20 (expected at least betaMin, 30)'],
    [{ kind: 'cosine', s: 'x' }, 'schedule s is "x" (expected 0 to 1)'],
    [{ kind: 'sigmoid', start: 3 }, 'schedule end is 3 (expected more than start, 3)'],
    [{ kind: 'linear', betaMin: 0.1, betaMax: 0.2 }, 'more signal than noise: log-SNR 1.82 at t = 1'],
    [
      {
        kind: 'drawn',
        knots: [
          [0, 10],
          [1, 10],
        ],
      },
      'drawn schedule leaves more signal than noise: log-SNR 10.00 at t = 1',
    ],
    [
      {
        kind: 'drawn',
        knots: [
          [0, 20],
          [1, 20],
        ],
      },
      'more signal than noise',
    ],
    [{ kind: 'drawn', knots: [[0, 10]] }, 'schedule knots is a list of 1 (expected 2 to 64 pairs of t and log-SNR)'],
    [{ kind: 'drawn', knots: [[0, 10], [1]] }, 'schedule knots[1] is a list of 1 (expected a list of 2)'],
    [
      {
        kind: 'drawn',
        knots: [
          [0, 10],
          [0.9, -10],
        ],
      },
      'drawn schedule spans t = 0 to 0.9 (expected 0 to 1)',
    ],
    [
      {
        kind: 'drawn',
        knots: [
          [0, 1],
          [0.5, 2],
          [1, -9],
        ],
      },
      'rises from log-SNR 1 at t = 0 to 2 at t = 0.5',
    ],
    [
      {
        kind: 'drawn',
        knots: [
          [0, 1],
          [0.5, 0],
          [0.5, -1],
          [1, -9],
        ],
      },
      'two knots at t = 0.5 (expected one)',
    ],
  ])('%j is refused plainly', (value, message) => {
    expect(() => parseScheduleSpec(value)).toThrow(message);
  });

  test('whatever comes, it answers with a usable spec or an Error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            kind: fc.constantFrom(...scheduleKinds),
            betaMin: fc.anything(),
            tau: fc.double(),
            knots: fc.anything(),
          }),
          fc.record({ kind: fc.constant('linear'), betaMin: fc.double(), betaMax: fc.double() }),
          fc.record({ kind: fc.constant('sigmoid'), start: fc.double(), end: fc.double(), tau: fc.double() }),
          fc.record({ kind: fc.constant('drawn'), knots: fc.array(fc.tuple(fc.double(), fc.double())) }),
        ),
        (value) => {
          let spec: ScheduleSpec;
          try {
            spec = parseScheduleSpec(value);
          } catch (error) {
            return error instanceof Error && error.message.includes('expected');
          }
          const s = makeSchedule(spec);
          return [0, 0.3, 1].every((t) => Number.isFinite(s.alpha(t) + s.sigma(t) + s.drift(t) + s.diffusion(t)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
