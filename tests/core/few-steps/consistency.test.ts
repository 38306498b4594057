import { describe, expect, test } from 'vitest';
import {
  boundaryScalings,
  doublingLevels,
  halvedSteps,
  huberConstant,
  karrasLevels,
  levelsAt,
  levelWeight,
  lognormalShares,
  shareAt,
  targetDecay,
  type LevelWeighting,
} from '../../../src/core/few-steps/consistency';
import { distances } from '../../../src/core/few-steps/distance';
import { expectClose, golden, type Points } from '../golden';

type Numbers = readonly number[];
type Rates = Record<'c_skip' | 'c_out' | 'c_in', Numbers>;
const { outputs: code } = golden<{
  readonly outputs: {
    readonly scalings: readonly {
      readonly sigma_data: number;
      readonly sigma_min: number;
      readonly sigma: Numbers;
      readonly edm: Rates;
      readonly boundary: Rates;
      readonly weightings: Record<LevelWeighting, Numbers>;
    }[];
    readonly schedules: readonly {
      readonly target_ema_mode: string;
      readonly scale_mode: string;
      readonly start_ema: number;
      readonly start_scales: number;
      readonly end_scales: number;
      readonly total_steps: number;
      readonly distill_steps_per_iter: number;
      readonly step: Numbers;
      readonly ema_and_num_scales: readonly (readonly [number, number])[];
    }[];
    readonly karras_sigmas: Record<string, Numbers>;
  };
}>('consistency-scalings');

describe('the scalings of the authors’ code', () => {
  test.each(code.scalings.map((r) => [r.sigma_data, r.sigma_min, r] as const))(
    'data %d, least level %d',
    (data, least, r) => {
      for (const [given, expected] of [
        [{ data, least }, r.boundary],
        [{ data, least: 0 }, r.edm],
      ] as const) {
        const found = r.sigma.map((level) => boundaryScalings(level, given));
        expectClose(found.map((f) => f.skip), expected.c_skip, 1e-12); // prettier-ignore
        expectClose(found.map((f) => f.out), expected.c_out, 1e-12, 1e-3); // prettier-ignore
        expectClose(found.map((f) => f.in), expected.c_in, 1e-12); // prettier-ignore
      }
      for (const kind of ['uniform', 'snr', 'snr+1', 'truncated-snr', 'karras'] as const) {
        expectClose(
          r.sigma.map((level) => levelWeight(kind, level, data)),
          r.weightings[kind],
          1e-12,
        );
      }
    },
  );

  test('their levels', () => {
    for (const [n, levels] of Object.entries(code.karras_sigmas))
      expectClose(karrasLevels(Number(n)), levels.slice(0, -1), 1e-12);
    expect(() => karrasLevels(1)).toThrow('1 levels (expected an integer, at least 2)');
  });

  test.each(code.schedules.map((r) => [r.scale_mode, r.start_scales, r] as const))(
    'levels over training, %s from %i',
    (mode, first, r) => {
      r.step.forEach((k, i) => {
        const [decay, levels] = r.ema_and_num_scales[i];
        if (mode === 'progdist') return expect(halvedSteps(k, { first, each: r.distill_steps_per_iter })).toBe(levels);
        if (mode === 'fixed') return expect(levels).toBe(first);
        expect(levelsAt(k, { total: r.total_steps, first, last: r.end_scales })).toBe(levels);
        if (r.target_ema_mode === 'adaptive')
          expect(targetDecay(r.start_ema, first, levels - 1)).toBeCloseTo(decay, 12);
      });
    },
  );
});

const improved = golden<{
  readonly outputs: {
    readonly lognormal: readonly {
      readonly mean: number;
      readonly std: number;
      readonly sigmas_ascending: Numbers;
      readonly pmf: Numbers;
      readonly loss_weight: Numbers;
      readonly u: Numbers;
      readonly index: Numbers;
    }[];
    readonly improved_timesteps: readonly {
      readonly total: number;
      readonly initial: number;
      readonly final: number;
      readonly step: Numbers;
      readonly improved: Numbers;
    }[];
    readonly original_timesteps: readonly {
      readonly total: number;
      readonly initial: number;
      readonly final: number;
      readonly step: Numbers;
      readonly num_timesteps: Numbers;
      readonly ema: Numbers;
    }[];
    readonly pseudo_huber: readonly {
      readonly input: Points;
      readonly target: Points;
      readonly c: number;
      readonly vector_form_paper: Numbers;
    }[];
  };
}>('consistency-improved').outputs;

describe('improved consistency training', () => {
  test('draws intervals by a discretised lognormal', () => {
    for (const r of improved.lognormal) {
      expectClose(karrasLevels(r.sigmas_ascending.length).reverse(), r.sigmas_ascending, 1e-12);
      const shares = lognormalShares(r.sigmas_ascending, { mean: r.mean, deviation: r.std });
      expectClose(shares, r.pmf, 1e-9);
      expect(r.u.map((u) => shareAt(shares, u))).toEqual(r.index);
      expectClose(
        r.loss_weight.map((_, i) => 1 / (r.sigmas_ascending[i + 1] - r.sigmas_ascending[i])),
        r.loss_weight,
        1e-9,
      );
    }
    expect(shareAt([0.5, 0.5], 1)).toBe(1);
  });

  test('doubles its levels', () => {
    for (const r of improved.improved_timesteps) {
      r.step.forEach((k, i) =>
        expect(doublingLevels(k, { total: r.total, first: r.initial, last: r.final })).toBe(r.improved[i]),
      );
    }
    for (const r of improved.original_timesteps) {
      r.step.forEach((k, i) => {
        expect(levelsAt(k, { total: r.total, first: r.initial, last: r.final })).toBe(r.num_timesteps[i]);
        expect(targetDecay(0.95, r.initial, r.num_timesteps[i])).toBeCloseTo(r.ema[i], 12);
      });
    }
  });

  test('measures by the pseudo-Huber distance, whose gradient is that of differences', () => {
    for (const { input, target, c, vector_form_paper } of improved.pseudo_huber) {
      const dim = input[0].length;
      expect(huberConstant(dim)).toBeCloseTo(c, 12);
      const [a, b] = [input.flat(), target.flat()];
      expectClose(distances({ kind: 'huber', c }, a, b, dim).terms, vector_form_paper, 1e-9);
      for (const kind of [{ kind: 'squared' }, { kind: 'huber', c: 0.3 }] as const) {
        const { gradient } = distances(kind, a, b, dim);
        for (const j of [0, 7, 13]) {
          const moved = (by: number) =>
            distances(kind, a.map((value, i) => value + (i === j ? by : 0)), b, dim).terms.reduce((x, y) => x + y); // prettier-ignore
          expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(gradient[j], 7);
        }
      }
      const squared = a.slice(0, dim).reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0) / dim;
      expect(distances({ kind: 'squared' }, a, b, dim).terms[0]).toBeCloseTo(squared, 12);
    }
  });
});
