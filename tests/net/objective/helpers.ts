import { zeros } from '../../../src/core/batch';
import { normalBatch, random } from '../../../src/core/random';
import { flowDefaults, makeFlow } from '../../../src/core/flow';
import { flowMatching } from '../../../src/net/objective/flow-matching';
import type { BatchObjective, Points } from '../../../src/net/objective/objective';
import { progressiveDistillation } from '../../../src/net/objective/progressive';
import { continuousConsistency } from '../../../src/net/objective/continuous-consistency';
import { distributionMatching } from '../../../src/net/objective/distribution-matching';
import { meanFlow } from '../../../src/net/objective/mean-flow';
import { shortcut } from '../../../src/net/objective/shortcut';
import { lognormalShares } from '../../../src/core/few-steps/consistency';
import { consistency } from '../../../src/net/objective/consistency';
import { easyConsistency } from '../../../src/net/objective/easy-consistency';
import { interpolantMatching } from '../../../src/net/objective/interpolant-matching';
import { reflow } from '../../../src/net/objective/reflow';
import { exactTeacher } from '../../../src/net/objective/teacher';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { cosine } from '../../../src/core/schedule/cosine';
import { pairRegression } from '../../../src/net/objective/pairs';
import { createTrainer } from '../../../src/net/create';
import type { Backend, Trainer, TrainerSettings } from '../../../src/net/trainer';
import { poissonFlow } from '../../../src/net/objective/poisson';
import { ring, settings } from '../helpers';

export const small = { width: 16, depth: 2, prediction: 'v' } as const;

/** A thousand draws of noise, and each turned by a right angle and halved. */
export function turned() {
  const from = normalBatch(1000, 2, random(3));
  const to = zeros(1000, 2);
  for (let i = 0; i < 2000; i += 2) {
    to.data[i] = -from.data[i + 1] / 2;
    to.data[i + 1] = from.data[i] / 2;
  }
  return { from, to };
}

/** The exact denoiser of the ring, as a teacher. */
export const teacher = exactTeacher(eightGaussians().denoiser(cosine()), { kind: 'cosine', s: 0.008 });

/** The objectives beside denoising, with the settings that each asks for. */
export const objectives: readonly (readonly [
  name: string,
  objective: BatchObjective,
  change: Partial<TrainerSettings>,
])[] = [
  ['flow matching', flowMatching, { schedule: { kind: 'flow' } }],
  ['interpolant matching', interpolantMatching(makeFlow(flowDefaults).sample), { schedule: { kind: 'flow' } }],
  ['progressive distillation', progressiveDistillation({ teacher, steps: 4 }), {}],
  [
    'progressive distillation of x0, truncated',
    progressiveDistillation({ teacher, steps: 2, weighting: 'truncated-snr' }),
    { network: { ...small, prediction: 'x0' } },
  ],
  ['continuous consistency distillation', continuousConsistency({ teacher }), { network: { ...small, time: 'slow' } }],
  ['continuous consistency training', continuousConsistency(), { network: { ...small, time: 'slow' } }],
  ['distribution matching without a fake', distributionMatching({ teacher }), {}],
  ['consistency distillation', consistency({ teacher, intervals: 8, target: 'ema' }), {}],
  [
    'consistency training',
    consistency({ distance: { kind: 'huber', c: 0.03 }, weighting: 'gap', shares: lognormalShares }),
    {},
  ],
  ['easy consistency tuning', easyConsistency({ stage: 50 }), {}],
  ['mean flow', meanFlow(), { schedule: { kind: 'flow' }, network: { ...small, time: 'span' } }],
  ['shortcut', shortcut({ grid: 8 }), { schedule: { kind: 'flow' }, network: { ...small, time: 'span' } }],
  ['reflow', reflow(turned()), { schedule: { kind: 'flow' } }],
  ['pairs, v', pairRegression(turned()), {}],
  ['pairs, x0 half way', pairRegression({ ...turned(), t: 0.5 }), { network: { ...small, prediction: 'x0' } }],
  ['poisson flow', poissonFlow({ extra: 16 }), {}],
];

/** Those whose loss is a step's length, or has a target that moves, and so need not fall. */
export const steady: ReadonlySet<string> = new Set([
  'continuous consistency training',
  'distribution matching without a fake',
  'mean flow',
]);

export async function learner(
  backend: Backend,
  objective: BatchObjective,
  change: Partial<TrainerSettings> = {},
): Promise<Trainer> {
  const trainer = await createTrainer(backend, settings({ network: small, batchSize: 32, ...change }), objective);
  trainer.setData(ring());
  return trainer;
}

/** `n` points of `dim` numbers at times all over (0, 1). */
export function somePoints(n: number, dim: number, seed = 6): Points {
  const draw = random(seed);
  return {
    x: Float32Array.from({ length: n * dim }, () => draw.normal()),
    t: Float32Array.from({ length: n }, () => draw.uniform()),
  };
}

/** The gradient of the first step's loss: Adam's first moment holds a tenth of it. */
export function firstGradient(trainer: Trainer): Float64Array {
  trainer.train(1);
  return Float64Array.from(trainer.save().moments!.first, (value) => 10 * value);
}

/** |a - b| / |b|. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const norm = (of: (i: number) => number) => Math.hypot(...Array.from({ length: b.length }, (_, i) => of(i)));
  return norm((i) => a[i] - b[i]) / norm((i) => b[i]);
}

/** The regression of `objective`, as a loss of its own, where it is one. */
export function byLoss(objective: BatchObjective): BatchObjective {
  return {
    ...objective,
    batch(context) {
      const batch = objective.batch(context);
      if ('loss' in batch) return batch;
      const { points, target, weight } = batch;
      const { n, dim } = context;
      return {
        points,
        loss(output) {
          const error = output.map((value, i) => value - target[i]);
          const terms = new Float32Array(n);
          error.forEach((e, i) => (terms[Math.floor(i / dim)] += (weight[Math.floor(i / dim)] * e * e) / dim));
          return { terms, gradient: error.map((e, i) => (2 * weight[Math.floor(i / dim)] * e) / (n * dim)) };
        },
      };
    },
  };
}

/** Numbers that every backend must agree on. */
export interface Learned {
  /** Gradients of the first step, by squares and by a loss of the objective's own. */
  readonly squares: readonly number[];
  readonly loss: readonly number[];
  /** A Jacobian-vector product of the network, and its transpose. */
  readonly tangent: readonly number[];
  readonly input: readonly number[];
}

export async function learned(backend: Backend, name: string): Promise<Learned> {
  const found = objectives.find(([one]) => one === name);
  if (!found) throw new Error(`no objective "${name}" (expected ${objectives.map(([one]) => one).join(', ')})`);
  const [, objective, change] = found;
  const [one, other] = [await learner(backend, objective, change), await learner(backend, byLoss(objective), change)];
  const points = somePoints(33, 2);
  const direction = Float32Array.from(points.x, (value, i) => Math.cos(i) + value);
  const evaluator = one.evaluator('raw');
  const { tangent } = evaluator.tangent(points, { x: direction });
  const input = evaluator.inputGradient(points, direction);
  const all = [firstGradient(one), firstGradient(other), tangent, input].map((values) => Array.from(values));
  for (const trainer of [one, other]) trainer.dispose();
  return { squares: all[0], loss: all[1], tangent: all[2], input: all[3] };
}
