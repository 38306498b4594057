import { count, zeros, type Batch } from '../../../src/core/batch';
import {
  costs,
  drawPairs,
  entropicPairs,
  minibatchPairs,
  optimalPairs,
  rowsOf,
} from '../../../src/core/coupling/index';
import { makeTarget } from '../../../src/core/data/index';
import type { FlowPairs } from '../../../src/core/few-steps/rectified-flow';
import { straightness } from '../../../src/core/flow/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { denoiserField } from '../../../src/core/process/flow-field';
import { fixedSteps, type Slope } from '../../../src/core/process/ode';
import { normalBatch, random, type Random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule/index';
import { median } from '../../../src/core/statistics/index';
import { createTrainer } from '../../../src/net/create';
import { trainerDefaults } from '../../../src/net/defaults';
import { reflow } from '../../../src/net/objective/reflow';
import type { TrainerSettings } from '../../../src/net/trainer';
import { couplings, type CouplingsRecord, type PlaneRow } from '../../../src/record/couplings';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';
import { digitCosts, dimensions, measureDimension } from '../couplings-dimension';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const PAIRS = 10_240;
/** Pairs on which a learned flow is judged. */
const FRESH = 4096;
const EXACT = 1024;
/** Pairs drawn from entropic plans, of which each takes some milliseconds. */
const SOFT = 4096;
const SAMPLES = 500;
const REFERENCE = 2000;
const SOLVER = 48;
const LAST = 0.001;
const BUDGETS = [1, 2, 4, 8, 16, 32];
const STEPS = 800;

const schedule = makeSchedule({ kind: 'flow' });
const settings: TrainerSettings = { ...trainerDefaults, schedule: { kind: 'flow' }, decaySteps: STEPS };

type Case = Pick<PlaneRow, 'data' | 'coupling' | 'batch' | 'entropy'>;
const of = (coupling: Case['coupling'], batch: number, entropy: number | null = null) => ({ coupling, batch, entropy });
const kinds = [
  of('independent', 1),
  of('minibatch', 16),
  of('minibatch', 64),
  of('minibatch', 256),
  of('entropic', 64, 2),
  of('exact', EXACT),
];
const cases: readonly Case[] = kinds.map((kind) => ({ data: 'eight-gaussians', ...kind }));

/** Noise and data joined by the coupling: `from` is noise. */
function joined({ data, coupling, batch, entropy }: Case, pairs: number, r: Random): FlowPairs {
  const n = coupling === 'exact' ? EXACT : coupling === 'entropic' ? Math.min(pairs, SOFT) : pairs;
  const [noise, points] = [normalBatch(n, 2, r.split('noise')), makeTarget({ kind: data }).sample(n, r.split('data'))];
  switch (coupling) {
    case 'independent':
      return { from: noise, to: points };
    case 'exact':
      return { from: noise, to: rowsOf(points, optimalPairs(noise, points).to) };
    case 'minibatch': {
      const { from, to } = minibatchPairs(noise, points, batch, r.split('deal'));
      return { from: rowsOf(noise, from), to: rowsOf(points, to) };
    }
    case 'entropic': {
      const found = { from: zeros(n, 2), to: zeros(n, 2) };
      const draws = r.split('draws');
      for (let start = 0; start < n; start += batch) {
        const part = ({ data: all }: Batch) => ({ data: all.slice(2 * start, 2 * (start + batch)), dim: 2 });
        const [a, b] = [part(noise), part(points)];
        const plan = entropicPairs(costs(a, b), batch, batch, { entropy: entropy ?? 0, tolerance: 1e-4 });
        const drawn = drawPairs(plan, batch, draws);
        found.from.data.set(rowsOf(a, drawn.from).data, 2 * start);
        found.to.data.set(rowsOf(b, drawn.to).data, 2 * start);
      }
      return found;
    }
  }
}

/** One network on one coupling. */
async function learn(one: Case, seed: number): Promise<PlaneRow['runs'][number]> {
  const r = random(seed);
  const trainer = await createTrainer('simd', { ...settings, seed }, reflow(joined(one, PAIRS, r.split('training'))));
  trainer.train(STEPS);
  const field = denoiserField(trainer.denoiser(), schedule, { from: LAST });
  const { cost, variance } = onFresh(joined(one, FRESH, r.split('fresh')), field);
  const noise = normalBatch(SAMPLES, 2, random(100 + seed));
  const { deviation, chord, detour } = straightness(noise, field, { solver: { steps: SOLVER, method: 'rk4' } });
  const target = makeTarget({ kind: one.data });
  const held = random(200 + seed);
  const distance = energyDistanceTo(target.stratified?.(REFERENCE, held) ?? target.sample(REFERENCE, held));
  const run = {
    seed,
    cost,
    variance,
    bend: deviation,
    carried: chord.reduce((sum, c) => sum + c * c, 0) / SAMPLES,
    detour,
    distances: BUDGETS.map((budget) => distance(walked(noise, field, budget))),
  };
  trainer.dispose();
  return run;
}

type Field = ReturnType<typeof denoiserField>;

/** Mean cost of the pairs, and the mean squared error of the field's velocity on their lines, one time each. */
function onFresh({ from, to }: FlowPairs, field: Field): { cost: number; variance: number } {
  const n = count(from);
  const order = 64; // rows that share a time
  let [cost, variance] = [0, 0];
  for (let start = 0; start < n; start += order) {
    const t = LAST + (1 - LAST) * ((start / order + 0.5) / (n / order));
    const x = zeros(order, 2);
    const u = zeros(order, 2);
    for (let i = 0; i < 2 * order; i++) {
      u.data[i] = from.data[2 * start + i] - to.data[2 * start + i];
      x.data[i] = to.data[2 * start + i] + t * u.data[i];
    }
    const said = field.velocity(x, t, zeros(order, 2));
    for (let i = 0; i < 2 * order; i++) {
      cost += u.data[i] ** 2;
      variance += (said.data[i] - u.data[i]) ** 2;
    }
  }
  return { cost: cost / n, variance: variance / n };
}

/** `steps` steps of Euler's method from t = 1 to 0. */
function walked(noise: Batch, field: Field, steps: number): Batch {
  const state = noise.data.slice();
  const [x, out] = [zeros(count(noise), 2), zeros(count(noise), 2)];
  const slope: Slope = (y, t, into) => {
    x.data.set(y);
    into.set(field.velocity(x, t, out).data);
  };
  fixedSteps.euler.solve(slope, state, 1, 0, steps);
  return { data: state, dim: 2 };
}

/** Time of one optimal matching of a training batch's points over that of one training step, in turn; of the processor, since the clock counts what else runs. */
async function ratios(batches: readonly number[]): Promise<number[]> {
  const pairs = joined({ data: 'eight-gaussians', ...of('independent', 1) }, PAIRS, random(1));
  const trainer = await createTrainer('simd', settings, reflow(pairs));
  trainer.train(200);
  const timed = (times: number, work: () => void) => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  };
  const found = batches.map((batch) => {
    const n = Math.max(batch, settings.batchSize);
    const part = ({ data }: Batch) => ({ data: data.subarray(0, 2 * n), dim: 2 });
    const [x, y] = [part(pairs.from), part(pairs.to)];
    const times = Math.max(1, Math.round(8192 / (batch * 8)));
    return median(
      Array.from({ length: 7 }, () => {
        const step = timed(100, () => trainer.train(1));
        const whole = timed(times, () => void minibatchPairs(x, y, batch, random(1)));
        return (whole * Math.min(1, settings.batchSize / batch)) / step;
      }),
    );
  });
  trainer.dispose();
  return found;
}

/** Costs over the numbers of a picture. */
const perNumber = ({
  dim,
  independent,
  bound,
  runs,
  ...rest
}: CouplingsRecord['digits']): CouplingsRecord['digits'] => ({
  ...rest,
  dim,
  independent: independent / dim,
  bound: bound / dim,
  runs: runs.map(({ seed, costs: each }) => ({ seed, costs: each.map((cost) => cost / dim) })),
});

export const measurement = measured<CouplingsRecord>({
  digits: 5,
  measure: async ({ fresh }, keep) => {
    const rows: PlaneRow[] = [];
    for (const one of cases) {
      const runs: PlaneRow['runs'][number][] = [];
      for (const seed of SEEDS) {
        const identity = JSON.stringify([
          one,
          seed,
          settings,
          PAIRS,
          FRESH,
          EXACT,
          SOFT,
          SAMPLES,
          REFERENCE,
          SOLVER,
          LAST,
          BUDGETS,
        ]);
        const path = `.cache/couplings/${one.data}-${one.coupling}-${one.batch}-${one.entropy ?? 0}-${seed}.json`;
        const run = (fresh ? undefined : kept<(typeof runs)[number]>(path, identity)) ?? (await learn(one, seed));
        keepForLater(path, identity, run);
        runs.push(run);
        tell(`${JSON.stringify(one)} ${JSON.stringify(run)}`);
      }
      rows.push({ ...one, runs });
    }
    const timed = [16, 64, 256, 1024];
    keep({
      command: couplings.command,
      machine: machine(),
      seeds: SEEDS,
      plane: {
        network: `${settings.network.depth} × ${settings.network.width}`,
        steps: STEPS,
        batchSize: settings.batchSize,
        pairs: PAIRS,
        fresh: FRESH,
        soft: SOFT,
        exact: EXACT,
        samples: SAMPLES,
        reference: REFERENCE,
        solver: SOLVER,
        last: LAST,
        budgets: BUDGETS,
        rows,
      },
      dimension: dimensions(SEEDS, fresh),
      digits: perNumber(await digitCosts(SEEDS, fresh)),
      time: { batches: timed, ratios: await ratios(timed) },
    });
    return 0;
  },
  again: async ({ plane, dimension }) => {
    const [first] = plane.rows;
    const [bumps] = dimension.rows;
    const anew = measureDimension(bumps.data, bumps.dim, SEEDS[0]);
    return [
      ...beside('plane', plane, { steps: STEPS, pairs: PAIRS, samples: SAMPLES }),
      ...beside(first.coupling, first.runs[0], await learn(cases[0], SEEDS[0])),
      ...beside('optimum', bumps, anew),
      ...beside('costs', bumps.runs[0].costs, anew.costs),
    ];
  },
});
