import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { ancestralLengths, movesOf, picard, runPicard } from '../../../src/core/parallel';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, ddpm, discreteTimes, euler, eulerMaruyama, heun, run, uniformTimes } from '../../../src/core/sampler';
import { cosine } from '../../../src/core/schedule/cosine';
import { fromBetas } from '../../../src/core/schedule/discrete';
import { linearBetas } from '../../../src/core/schedule/tables';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

interface Run {
  readonly mixture: 'A' | 'B';
  readonly scheduler: 'ddim' | 'ddpm';
  readonly points: number;
  readonly steps: number;
  readonly parallel: number;
  readonly tolerance: number;
  readonly pass_count: number;
  readonly model_evaluations_per_point: number;
  readonly final?: Points;
  readonly windows_begin_end: readonly (readonly [number, number])[];
  readonly noise_seed?: number;
  readonly buffer_point0_before_each_sweep?: readonly Points[];
}

const { inputs, outputs } = golden<{
  readonly inputs: { readonly z: Points };
  readonly outputs: Record<'sweep_by_sweep' | 'table' | 'ddpm' | 'exact_limit', readonly Run[]>;
}>('paradigms');
const { mixtures } = golden<{ readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> } }>(
  'mixture-model',
).parameters;
const schedule = fromBetas(linearBetas(1000));

/** The public implementation's run, sweep by sweep. */
function repeated(r: Run) {
  const times = discreteTimes(r.steps, 1000, 'leading');
  const denoiser = goldenMixture(mixtures[r.mixture]).denoiser(schedule);
  const noise = r.noise_seed === undefined ? undefined : lcg(r.noise_seed);
  const input = { denoiser, schedule, times };
  return picard({
    moves: noise ? movesOf(ddpm, { ...input, random: noise }) : movesOf(ddim, input),
    x: rows(inputs.z.slice(0, r.points)),
    window: r.parallel,
    tolerance: r.tolerance,
    lengths: ancestralLengths(input, { ends: 0 }),
  });
}

describe('ParaDiGMS', () => {
  const all = [...outputs.sweep_by_sweep, ...outputs.table, ...outputs.ddpm];
  const named = all.map(
    (r) =>
      [`${r.scheduler}, ${r.points} points, window ${r.parallel} of ${r.steps}, tolerance ${r.tolerance}`, r] as const,
  );

  test.each(named)('moves its window and ends as the authors’ code does: %s', (_, r) => {
    const windows: [number, number][] = [];
    let final: Batch | undefined;
    let evaluations = 0;
    const before: number[][] = [];
    const record = (path: readonly Batch[]) => before.push(path.flatMap(({ data }) => [data[0], data[1]]));
    for (const sweep of repeated(r)) {
      windows.push([sweep.from, sweep.to]);
      ({ evaluations } = sweep);
      final = sweep.path[r.steps];
      record(sweep.path);
    }
    expect(windows).toEqual(r.windows_begin_end);
    expect(windows).toHaveLength(r.pass_count);
    expect(evaluations).toBe(r.model_evaluations_per_point);
    if (r.final) expectClose(final!.data, r.final.flat(), 1e-9);
    // Their buffer before a sweep is ours after the one before; what has just come into the window is theirs already.
    r.buffer_point0_before_each_sweep?.slice(1).forEach((buffer, i) => {
      const to = r.windows_begin_end[i][1];
      expectClose(before[i].slice(0, 2 * (to + 1)), buffer.slice(0, to + 1).flat(), 1e-9);
    });
  });

  test('without tolerance ends where the steps in a row do', () => {
    const [r] = outputs.exact_limit;
    const sweeps = [...repeated(r)].length;
    expect(sweeps).toBeLessThanOrEqual(r.steps);
    let last: Batch | undefined;
    for (const { path } of repeated(r)) last = path[r.steps];
    expectClose(last!.data, r.final!.flat(), 1e-12);
  });
});

const onCosine = cosine();
const data = eightGaussians();
const input = { denoiser: data.denoiser(onCosine), schedule: onCosine };
const noise = normalBatch(64, 2, random(3));

describe('Picard iteration', () => {
  const times = uniformTimes(30, { from: 0.98 });
  test.each([
    [
      'ddim',
      (seed: number) => movesOf(ddim, { ...input, times, random: random(seed) }),
      () => run(ddim, { ...input, times, x: noise }),
    ],
    ['euler', () => movesOf(euler, { ...input, times }), () => run(euler, { ...input, times, x: noise })],
    ['heun', () => movesOf(heun, { ...input, times }), () => run(heun, { ...input, times, x: noise })],
    [
      'ddim with noise',
      (seed: number) => movesOf(ddim, { ...input, times, random: random(seed), eta: 0.7 }),
      (seed: number) => run(ddim, { ...input, times, x: noise, random: random(seed), eta: 0.7 }),
    ],
    [
      'ddpm',
      (seed: number) => movesOf(ddpm, { ...input, times, random: random(seed) }),
      (seed: number) => run(ddpm, { ...input, times, x: noise, random: random(seed) }),
    ],
    [
      'euler-maruyama',
      (seed: number) => movesOf(eulerMaruyama, { ...input, times, random: random(seed) }),
      (seed: number) => run(eulerMaruyama, { ...input, times, x: noise, random: random(seed) }),
    ],
  ])(
    'has the sequential run of %s as its fixed point, to rounding, in no more sweeps than steps',
    (_, moves, sequential) => {
      const expected = sequential(8);
      for (const form of [{}, { window: 7 }, { slides: false }]) {
        const last = runPicard({ moves: moves(8), x: noise, ...form });
        expectClose(last.path[30].data, expected.data, 1e-11);
        expect(last.sweep).toBeLessThanOrEqual(30);
        expect(last.done).toBe(30);
      }
    },
  );

  test('makes a state a sweep exact, and says how far each moved', () => {
    const path: Float64Array[] = [];
    for (const { x } of ddim({ ...input, times, x: noise })) path.push(x.data.slice());
    let before: Float64Array[] = path.map(() => noise.data.slice());
    for (const { sweep, change, path: now, from, to, inARow, evaluations } of picard({
      moves: movesOf(ddim, { ...input, times }),
      x: noise,
      slides: false,
    })) {
      if (sweep > 6) break;
      expect([from, to, inARow, evaluations]).toEqual([0, 30, sweep, 30 * sweep]);
      for (let k = 0; k <= sweep; k++) expectClose(now[k].data, path[k], 1e-12);
      for (const k of [1, 12, 30]) {
        let most = 0;
        for (let i = 0; i < 128; i += 2) {
          const [a, b] = [now[k].data[i] - before[k][i], now[k].data[i + 1] - before[k][i + 1]];
          most = Math.max(most, Math.sqrt((a * a + b * b) / 2));
        }
        expect(change[k]).toBeCloseTo(most, 12);
      }
      before = now.map((state) => state.data.slice());
    }
  });

  test('counts evaluations, and those that wait, of a step that takes two', () => {
    const last = runPicard({ moves: movesOf(heun, { ...input, times }), x: noise, window: 10, tolerance: 0.05 });
    expect(last.inARow).toBeLessThanOrEqual(2 * last.sweep);
    expect(last.inARow).toBeGreaterThan(last.sweep);
    expect(last.evaluations).toBeGreaterThan(59);
  });

  test.each([
    [50, 50, 7.2, 0.0015],
    [50, 10, 10, 0.002],
    [100, 100, 7.5, 0.0015],
  ])('needs few sweeps on the ring: %i steps, window %i', (steps, window, sweeps, error) => {
    const course = { ...input, times: uniformTimes(steps) };
    const x = normalBatch(16, 2, random(5));
    const exact = run(ddim, { ...course, x });
    const found = Array.from({ length: 16 }, (_, i) => {
      const one = { data: x.data.slice(2 * i, 2 * i + 2), dim: 2 };
      const last = runPicard({ moves: movesOf(ddim, course), x: one, window, tolerance: 0.01 });
      const [a, b] = [0, 1].map((d) => last.path[steps].data[d] - exact.data[2 * i + d]);
      return { sweeps: last.sweep, error: Math.hypot(a, b) };
    });
    const mean = (of: (f: (typeof found)[number]) => number) => found.reduce((sum, f) => sum + of(f), 0) / 16;
    expect(mean((f) => f.sweeps)).toBeLessThan(sweeps);
    expect(mean((f) => f.error)).toBeLessThan(error);
  });

  test('says what cannot be', () => {
    const moves = movesOf(ddim, { ...input, times });
    const begin = (change: object) => () => picard({ moves, x: noise, ...change }).next();
    expect(begin({ window: 0 })).toThrow('window of 0 steps (expected a positive integer)');
    expect(begin({ tolerance: -1 })).toThrow('tolerance is -1 (expected 0 or more)');
    expect(begin({ lengths: [1] })).toThrow('1 lengths (expected 31)');
    expect(() => movesOf(ddim, { ...input, times: [1] })).toThrow('1 times (expected at least 2)');
  });

  test('measures in the noise of ancestral sampling', () => {
    const lengths = ancestralLengths({ ...input, times });
    expect(lengths).toHaveLength(31);
    expect(lengths[29]).toBe(lengths[28]);
    expect(lengths[30]).toBe(lengths[28]);
    const none = ancestralLengths({ ...input, times }, { ends: 0 });
    expect([none[29], none[30]]).toEqual([0, 0]);
    expect(none.slice(0, 29)).toEqual(lengths.slice(0, 29));
  });
});
