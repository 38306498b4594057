import type { Batch } from '../../../core/batch';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../../core/image-network/sampling';
import { toldOfChange } from '../../../core/image-network/translation';
import { editTimes } from '../../../core/inverse/sdedit';
import { random } from '../../../core/random';
import { ddim } from '../../../core/sampler/ddim';
import { bridge } from '../../../core/translation/bridge';
import { pulledTo } from '../../../core/translation/low-pass';
import { toldChange, type Change } from '../../../core/translation/pairs';
import { ofClass } from '../../condition/class';
import { besideIt } from '../objective/told';
import { startingNoise } from '../drawing';
import type { ImageTrainer } from '../trainer';

/** Where rows are on their way. */
export interface TranslationStep {
  /** Noise beside data of deviation 1. */
  readonly sigma: number;
  /** [n, 784] in standard units; changed in place by the next step. */
  readonly x: Batch;
}

export interface Rows {
  /** Sources [n, 784] in standard units. */
  readonly x: Batch;
  /** The class that the models are told, a row; -1 for none. */
  readonly labels: readonly number[];
  /** Steps, each way. */
  readonly evaluations: number;
}

/** Side of the blocks whose means the pull keeps, and the noise under which it lets go: blocks would show. */
export const pullBlock = 4;
const pullUntil = 0.5;

const schedule = digitSchedule();

/** From one model's data to another's by way of the noise that they share. */
export function* bridged(
  from: ImageTrainer,
  to: ImageTrainer,
  { x, labels, evaluations }: Rows,
): Generator<TranslationStep, void, void> {
  const condition = ofClass(labels);
  const models = { from: from.denoiser({ schedule, condition }), to: to.denoiser({ schedule, condition }) };
  for (const step of bridge({ ...models, schedule, times: digitTimes(evaluations), x }))
    yield { sigma: DIGIT_SIGMA_MAX * step.t, x: step.x };
}

/**
 * SDEdit with the model of the other kind (Meng et al. 2022): the source is noised and drawn out of the noise again by DDIM, over this share of the steps. With `pull` its coarse
 * layout is kept (`pulledTo`). Row i's noise depends on the seed and i alone.
 */
export function* edited(
  to: ImageTrainer,
  { x, labels, evaluations }: Rows,
  { strength, pull = 0, seed }: { readonly strength: number; readonly pull?: number; readonly seed: number },
): Generator<TranslationStep, void, void> {
  const times = editTimes(digitTimes(evaluations), strength);
  const sigma = DIGIT_SIGMA_MAX * times[0];
  const root = random(seed).split('sdedit');
  const noised = { data: x.data.slice(), dim: x.dim };
  labels.forEach((_, i) => {
    const draw = root.split(i);
    for (let k = i * x.dim; k < (i + 1) * x.dim; k++) noised.data[k] += sigma * draw.normal();
  });
  yield { sigma, x: noised };
  if (times.length < 2) return;
  const plain = to.denoiser({ schedule, condition: ofClass(labels) });
  const denoiser =
    pull === 0
      ? plain
      : pulledTo(plain, { source: x, side: 28, block: pullBlock, weight: pull, until: pullUntil / DIGIT_SIGMA_MAX });
  for (const step of ddim({ denoiser, schedule, times, x: noised }))
    if (step.i > 0) yield { sigma: DIGIT_SIGMA_MAX * step.t, x: step.x };
}

/** By the network that learned from pairs: from noise, beside the source. Row i's noise depends on the seed and i alone. */
export function* changed(
  trainer: ImageTrainer,
  change: Change,
  { x, evaluations }: Omit<Rows, 'labels'>,
  seed: number,
): Generator<TranslationStep, void, void> {
  const n = x.data.length / x.dim;
  const values = new Float32Array(n * toldOfChange * x.dim);
  for (let i = 0; i < n; i++)
    values.set(toldChange(x.data.subarray(i * x.dim, (i + 1) * x.dim), 28, change), i * toldOfChange * x.dim);
  const condition = besideIt({ extent: [28, 28], channels: toldOfChange }, values);
  const start = startingNoise(
    trainer,
    'changes',
    seed,
    Array.from({ length: n }, (_, i) => i),
  );
  const denoiser = trainer.denoiser({ schedule, condition });
  for (const step of ddim({ denoiser, schedule, times: digitTimes(evaluations), x: start }))
    yield { sigma: DIGIT_SIGMA_MAX * step.t, x: step.x };
}

/** Where it ends. */
export function ended(steps: Iterable<TranslationStep>): Float32Array {
  let last: TranslationStep | undefined;
  for (const step of steps) last = step;
  if (!last) throw new Error('a translation without steps (expected one at least)');
  return Float32Array.from(last.x.data);
}
