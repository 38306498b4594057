/** Flows, couplings, charges and derivatives, for the verification page. */
import { zeros } from '../../src/core/batch';
import { costOf, costs, optimalPairs, wassersteinDistance } from '../../src/core/coupling';
import { charges, fieldLines, pfgmTarget, poissonDenoiser } from '../../src/core/electrostatics';
import { marginalFlow } from '../../src/core/flow';
import { flowPath } from '../../src/core/likelihood';
import { normalBatch, random } from '../../src/core/random';
import { edm, makeSchedule, type Schedule } from '../../src/core/schedule';
import { edm as edmSampler, run } from '../../src/core/sampler';
import { createTrainer } from '../../src/net/create';
import { trainerDefaults } from '../../src/net/defaults';
import { golden, goldenMixture, lcg, rows, type Points } from '../core/golden';
import { mixtures, type Tally } from './methods-tally';

export function velocity(tally: Tally): void {
  const { inputs, outputs } = golden<{
    inputs: { points: Points };
    outputs: {
      velocity: readonly {
        scheduler: string;
        mixture: string;
        times: readonly { t: number; velocity: Points; logp?: readonly number[] }[];
      }[];
    };
  }>('flow/marginal-velocity');
  const points = rows(inputs.points);
  // The straight line to both ends, of which the book's own schedule stops a little short.
  const flow = { alpha: (t: number) => 1 - t, sigma: (t: number) => t, dAlpha: () => -1, dSigma: () => 1 } as unknown;
  for (const { scheduler, mixture, times } of outputs.velocity) {
    if (scheduler !== 'CondOT') continue;
    const field = marginalFlow(goldenMixture(mixtures[mixture]), flow as Schedule);
    for (const { t, velocity: theirs, logp } of times) {
      // Theirs runs from noise at 0 to data at 1.
      tally.add(
        field.velocity(points, 1 - t, zeros(points.data.length / 2, 2)).data,
        theirs.flat().map((v) => -v),
      );
      if (logp) tally.add(field.logDensity(points, 1 - t), logp);
    }
  }
}

export function transport(tally: Tally): void {
  const { outputs } = golden<{
    outputs: readonly { x0: Points; x1: Points; exact: Record<'cost' | 'W1' | 'W2', number> }[];
  }>('flow/torchcfm-ot');
  for (const { x0, x1, exact } of outputs) {
    const [a, b] = [rows(x0), rows(x1)];
    tally.add(
      [costOf(optimalPairs(a, b), costs(a, b)), wassersteinDistance(a, b), wassersteinDistance(a, b, 1)],
      [exact.cost, exact.W2, exact.W1],
    );
  }
}

/** The least cost of all permutations. */
export function bruteForce(cost: Float64Array, n: number): number {
  let best = Infinity;
  const used = new Array<boolean>(n).fill(false);
  const go = (i: number, sum: number): void => {
    if (sum >= best) return;
    if (i === n) {
      best = sum;
      return;
    }
    for (let j = 0; j < n; j++) {
      if (used[j]) continue;
      used[j] = true;
      go(i + 1, sum + cost[i * n + j]);
      used[j] = false;
    }
  };
  go(0, 0);
  return best / n;
}

export function assignments(tally: Tally): void {
  for (let n = 1; n <= 8; n++) {
    for (const seed of [1, 2, 3]) {
      const [a, b] = ['a', 'b'].map((name) => normalBatch(n, 2, random(seed).split(`${name} ${n}`)));
      const cost = costs(a, b);
      tally.add([costOf(optimalPairs(a, b), cost)], [bruteForce(cost, n)]);
    }
  }
}

export function fields(tally: Tally): void {
  const { outputs } = golden<{
    outputs: {
      field: readonly {
        mixture: string;
        data_seed: number;
        n_data: number;
        z: number;
        gamma: number;
        x: Points;
        field_exact: Points;
      }[];
      ground_truth: readonly {
        mixture: string;
        data_seed: number;
        n_data: number;
        z: readonly number[];
        x: readonly Points[];
      }[];
    };
  }>('electrostatics/pfgm');
  const cloud = (at: { mixture: string; data_seed: number; n_data: number }) =>
    charges({ points: goldenMixture(mixtures[at.mixture]).sample(at.n_data, lcg(at.data_seed)), extra: 1 });
  for (const each of outputs.field) {
    const x = rows(each.x);
    const z = new Array<number>(x.data.length / 2).fill(each.z);
    tally.add(pfgmTarget(cloud(each), x, z, { gamma: each.gamma }).data, each.field_exact.flat());
  }
  for (const each of outputs.ground_truth) {
    const found = fieldLines(cloud(each), rows(each.x[0]), each.z, { relative: 1e-10, absolute: 1e-12 });
    found.forEach((x, i) => tally.add(x.data, each.x[i].flat()));
  }
}

interface Plus {
  readonly inputs: { readonly dataset: Points };
  readonly outputs: {
    readonly posterior_mean: {
      readonly cases: readonly { D: number | 'inf'; sigma: number; x: Points; denoised_exact: Points }[];
    };
    readonly sampler: {
      readonly runs: readonly { D: number | 'inf'; steps: number; x_start: Points; x_exact_field: readonly Points[] }[];
    };
  };
}

export function plus(tally: Tally): void {
  const { inputs, outputs } = golden<Plus>('electrostatics/pfgmpp');
  const cloud = (D: number | 'inf') => charges({ points: rows(inputs.dataset), extra: D === 'inf' ? Infinity : D });
  for (const { D, sigma, x, denoised_exact } of outputs.posterior_mean.cases)
    tally.add(cloud(D).mean(rows(x), sigma).data, denoised_exact.flat());
  const schedule = edm({ sigmaMin: 0, sigmaMax: 80, rho: 1 });
  for (const { D, steps, x_start, x_exact_field } of outputs.sampler.runs) {
    const levels = Array.from(
      { length: steps },
      (_, i) => (80 ** (1 / 7) + (i / (steps - 1)) * (0.002 ** (1 / 7) - 80 ** (1 / 7))) ** 7,
    );
    const times = [...levels.map((level) => level / 80), 0];
    const end = run(edmSampler, { denoiser: poissonDenoiser(cloud(D), schedule), schedule, times, x: rows(x_start) });
    tally.add(end.data, x_exact_field[x_exact_field.length - 1].flat());
  }
}

/** The limit of D: the denoiser of so many extra dimensions against a Gaussian's. */
export function infinite(tally: Tally): void {
  const { inputs } = golden<Plus>('electrostatics/pfgmpp');
  const points = rows(inputs.dataset);
  const x = normalBatch(50, 2, random(1));
  for (const sigma of [0.2, 1, 5]) {
    const mean = (extra: number) => charges({ points, extra }).mean(x, sigma).data;
    tally.add(mean(1e7), mean(Infinity));
  }
}

/** Change of variables: log p along a path, by the divergence, against the exact density where it ends. */
export function mass(tally: Tally): void {
  const data = goldenMixture(mixtures['A']);
  for (const kind of ['cosine', 'flow'] as const) {
    const schedule = makeSchedule(kind === 'cosine' ? { kind, s: 0.008 } : { kind });
    const flow = marginalFlow(data, schedule);
    const x = data.sample(40, random(4));
    const [from, to] = [0.05, 0.95];
    const start = flow.logDensity(x, from);
    const path = [...flowPath(x, flow, [from, to], { relative: 1e-11, absolute: 1e-12 })];
    const last = path[path.length - 1];
    tally.add(
      last.logDeterminant.map((change, i) => start[i] - change),
      flow.logDensity(last.x, to),
    );
  }
}

/** A network's change along a direction, by hand and by central differences in single precision, on the backends that run here. */
export async function tangents(tally: Tally): Promise<void> {
  const n = 40;
  for (const backend of ['simd', 'wasm', 'cpu'] as const) {
    for (const time of ['slow', 'span'] as const) {
      const network = { width: 16, depth: 2, prediction: 'v', time } as const;
      const trainer = await createTrainer(backend, { ...trainerDefaults, network, batchSize: 16 });
      const evaluator = trainer.evaluator('raw');
      const draw = random(6);
      const numbers = (length: number) => Float32Array.from({ length }, () => draw.normal() / 2);
      const points = { x: numbers(2 * n), t: new Float32Array(n).fill(0.4), span: new Float32Array(n).fill(0.2) };
      const along = { x: numbers(2 * n), t: numbers(n), span: numbers(n) };
      const moved = (by: number) => {
        const to = (from: Float32Array, change: Float32Array) => from.map((v, i) => v + by * change[i]);
        return evaluator.forward({
          x: to(points.x, along.x),
          t: to(points.t, along.t),
          span: to(points.span, along.span),
        });
      };
      const h = 1e-2;
      const [up, down] = [moved(h), moved(-h)];
      tally.add(
        evaluator.tangent(points, along).tangent,
        up.map((v, i) => (v - down[i]) / (2 * h)),
      );
      trainer.dispose();
    }
  }
}
