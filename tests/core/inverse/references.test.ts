import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import { ddnm, ddrm, dense, dps, pigdm, repaint, travel } from '../../../src/core/inverse';
import type { Random } from '../../../src/core/random';
import { oneByOne, expectClose, lcg, rows, type Points } from '../golden';
import {
  exactOf,
  flat,
  linear1000,
  operatorOf,
  references,
  rowOf,
  states,
  stream,
  timesOf,
  tolerance,
  type Run,
} from './references';

/*
 * What of the public code has no counterpart here: RePaint's second and third jumps, its late start of jumps and its older schedule of repeats;
 * RED-diff, an optimisation and no sampler; DDRM with another eta where nothing was measured; the inverse scheduler of diffusers, which asks
 * the model at the noisier end of a step, where `ddimInversion` asks it at the other.
 */
describe('RePaint against its public code', () => {
  interface Schedule {
    readonly steps: number;
    readonly length: number;
    readonly visits: number;
    readonly times: readonly number[];
  }
  interface Sampling extends Run {
    readonly steps: number;
    readonly jump_length: number;
    readonly jump_n_sample: number;
    readonly keep_mask: readonly number[];
    readonly gt: readonly number[];
    readonly model_var_value: number;
    readonly timestep_map: readonly number[];
    readonly samples_after_each_reverse_step: readonly Points[];
  }
  const file = references<{ readonly schedules: readonly Schedule[]; readonly sampling: readonly Sampling[] }>(
    'repaint',
  );

  it.each(file.outputs.schedules)('goes up and down alike, $steps steps, jumps of $length, $visits visits', (one) => {
    const ours = Array.from(travel(one.steps, one), (i) => one.steps - 1 - i);
    expect(ours).toEqual(one.times);
  });

  it.each(file.outputs.sampling)('repeats its states: $mixture, $steps steps, jumps of $jump_length', (run) => {
    const kept = run.keep_mask.indexOf(1);
    const down: Float64Array[] = [];
    let last = -1;
    for (const { i, x, evaluations } of repaint({
      denoiser: exactOf(file, run.mixture),
      schedule: linear1000,
      times: timesOf([...run.timestep_map].reverse().concat(-1)),
      x: rows(file.inputs.z),
      random: lcg(run.noise_seed),
      measurement: { operator: operatorOf([run.keep_mask]), y: batch([run.gt[kept]], 1), noise: 0 },
      length: run.jump_length,
      visits: run.jump_n_sample,
      variance: run.model_var_value === 1 ? 'large' : 'small',
      impose: false,
    })) {
      if (evaluations > 0 && i > last) down.push(x.data.slice());
      last = i;
    }
    expect(down).toHaveLength(run.samples_after_each_reverse_step.length);
    run.samples_after_each_reverse_step.forEach((want, k) => expectClose(down[k], flat(want), tolerance));
  });
});

describe('DDNM and DDNM+ against their public code', () => {
  interface Sampling extends Run {
    readonly A: Points;
    readonly variant: string;
    readonly operator: string;
    readonly sigma_y: number;
    readonly T_sampling: number;
    readonly travel_length: number;
    readonly travel_repeat: number;
    readonly eta: number;
    readonly skip: number;
    readonly xs: readonly Points[];
  }
  const file = references<readonly Sampling[]>('ddnm');
  it.each(file.outputs)('repeats its states: $variant, $operator, jumps of $travel_length', (run) => {
    const found = states(
      ddnm({
        denoiser: exactOf(file, run.mixture),
        schedule: linear1000,
        times: timesOf([...Array.from({ length: run.T_sampling }, (_, k) => (run.T_sampling - 1 - k) * run.skip), -1]),
        x: rows(file.inputs.z),
        random: lcg(run.noise_seed),
        measurement: { operator: operatorOf(run.A), y: rowOf(run.y), noise: run.sigma_y },
        eta: run.eta,
        length: run.travel_length,
        visits: run.travel_repeat,
      }),
    );
    expect(found).toHaveLength(run.xs.length);
    run.xs.forEach((want, k) => expectClose(found[k], flat(want), tolerance));
  });
});

describe('DDRM against its public code', () => {
  interface Sampling extends Run {
    readonly H: Points;
    readonly sigma_0: number;
    readonly seq: readonly number[];
    readonly etaA: number;
    readonly etaB: number;
    readonly etaC: number;
    readonly U: Points;
    readonly S: readonly number[];
    readonly V: Points;
    readonly xs: readonly Points[];
  }
  const file = references<readonly Sampling[]>('ddrm');

  /**
   * Theirs draws for each step in the basis of V: [8, 2] for what is not measured, [8, k] for the directions less noisy than y, [8, r] for
   * all that are measured. Ours draws once, in the plane: this puts together what it should draw to mean the same.
   */
  function translated(run: Sampling): Random {
    const base = lcg(run.noise_seed);
    const r = run.S.length;
    const ladder = [...run.seq].reverse().map((t) => (t + 1) / 1000);
    let step = 0;
    const normals = (out: Float64Array): Float64Array => {
      const next = step + 1 < ladder.length ? ladder[step + 1] : 0;
      const level = linear1000.sigma(next) / linear1000.alpha(next);
      step += 1;
      const after = run.S.map((s) => s * level < run.sigma_0);
      const k = after.filter(Boolean).length;
      // Every tensor of the reference begins with a fresh pair.
      const draw = (n: number) => oneByOne(new Float64Array(n + (n % 2)), () => base.normal());
      const [missing, late, early] = [draw(16), draw(8 * k), draw(8 * r)];
      for (let row = 0; row < 8; row++) {
        let seen = 0;
        const spectral = [0, 1].map((i) => {
          if (i >= r) return missing[2 * row + i];
          return after[i] ? late[k * row + seen++] : early[r * row + i];
        });
        for (let d = 0; d < 2; d++) out[2 * row + d] = run.V[d][0] * spectral[0] + run.V[d][1] * spectral[1];
      }
      return out;
    };
    return { ...base, normals };
  }

  it.each(file.outputs)('repeats its states: $mixture, noise $sigma_0', (run) => {
    const r = run.S.length;
    const svd = {
      u: Float64Array.from(run.U.flat()),
      values: Float64Array.from(run.S),
      v: Float64Array.from(run.V.flatMap((row) => row.slice(0, r))),
    };
    const found = states(
      ddrm({
        denoiser: exactOf(file, run.mixture),
        schedule: linear1000,
        times: timesOf([...[...run.seq].reverse(), -1]),
        x: rows(run.xs[0]),
        random: translated(run),
        measurement: {
          operator: dense('H', Float64Array.from(run.H.flat()), run.H.length, 2, svd),
          y: rowOf(run.y),
          noise: run.sigma_0,
        },
        eta: run.etaA,
        etaB: run.etaB,
        begin: false,
      }),
    );
    expect(found).toHaveLength(run.xs.length);
    // Without noise their last step meets neither of its conditions and leaves y aside; eq. 8 of the paper imposes it.
    const compared = run.sigma_0 === 0 ? run.xs.length - 1 : run.xs.length;
    for (let k = 0; k < compared; k++) expectClose(found[k], flat(run.xs[k]), tolerance);
    if (run.sigma_0 === 0) for (let row = 0; row < 8; row++) expect(found.at(-1)![2 * row]).toBeCloseTo(run.y[0], 12);
  });
});

describe('DPS against its public code', () => {
  interface Sampling extends Omit<Run, 'noise_seed'> {
    readonly H: Points;
    readonly sampler: 'ddpm' | 'ddim';
    readonly timestep_map: readonly number[];
    readonly scale: number;
    readonly draw_shapes_per_step: Points;
    readonly runs: readonly {
      readonly point: number;
      readonly noise_seed: number;
      readonly x: Points;
      readonly norm: readonly number[];
    }[];
  }
  const file = references<readonly Sampling[]>('dps');
  it.each(file.outputs)('repeats its states: $sampler, $mixture, scale $scale', (run) => {
    for (const one of run.runs) {
      const base = lcg(one.noise_seed);
      // Theirs draws for a noisy measurement after each step, and uses none of it: a whole pair.
      const normals = (out: Float64Array) => {
        oneByOne(out, () => base.normal());
        oneByOne(new Float64Array(2), () => base.normal());
        return out;
      };
      const found = states(
        dps({
          denoiser: exactOf(file, run.mixture),
          schedule: linear1000,
          times: timesOf([...run.timestep_map].reverse().concat(-1)),
          x: batch([...file.inputs.z[one.point]], 2),
          random: { ...base, normals },
          measurement: { operator: operatorOf(run.H), y: rowOf(run.y), noise: 0 },
          scale: run.scale,
          ...(run.sampler === 'ddpm' ? { variance: 'large' } : { eta: 0 }),
        }),
      );
      expect(found).toHaveLength(one.x.length);
      one.x.forEach((want, k) => expectClose(found[k], want, tolerance));
    }
  });
});

describe('PiGDM against the public code of RED-diff', () => {
  interface Sampling extends Run {
    readonly H: Points;
    readonly ts: readonly number[];
    readonly eta: number;
    readonly awd: boolean;
    readonly x: readonly Points[];
  }
  const file = references<readonly Sampling[]>('pigdm');
  it.each(file.outputs)('repeats its states: $mixture, eta $eta, adaptive weights $awd', (run) => {
    const found = states(
      pigdm({
        denoiser: exactOf(file, run.mixture),
        schedule: linear1000,
        times: timesOf([...[...run.ts].reverse(), -1]),
        x: rows(run.x[0]),
        random: stream(run.noise_seed, 16),
        measurement: { operator: operatorOf(run.H), y: rowOf(run.y), noise: 0 },
        eta: run.eta,
        weight: run.awd ? 'adaptive' : 'plain',
      }),
    );
    expect(found).toHaveLength(run.x.length);
    run.x.forEach((want, k) => expectClose(found[k], flat(want), tolerance));
  });
});
