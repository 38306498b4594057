/** The pieces that experiments are made of. All of them stop for breath by yielding the share that is done. */
import { batch, copy, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { normalBatch, random } from '../random';
import { samplers, stepsWithin, type SamplerEntry, type SamplerName } from '../sampler/index';
import { logSnrTimes, uniformTimes } from '../sampler/times';
import { makeSchedule, type Schedule } from '../schedule/index';
import type { Work } from './claim';
import { decayedOver, type GanEntrant } from './entrants';
import { budget } from './protocol';
import type { DiffusionLearner, DiffusionSettings, GanLearner, GanSettings, Learner, Trainers } from './trainers';

/** Floating-point operations between two breaths: some ten milliseconds. */
const slice = 1e8;

/** Work that is a part, from one share to another, of a greater one. */
export async function* within<T>(from: number, to: number, work: Work<T> | Generator<number, T, void>): Work<T> {
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}

/** Trains to `steps` steps from the beginning. Returns whether its losses stayed finite. */
export function* trainedTo(model: Learner, steps: number): Generator<number, boolean, void> {
  const begun = model.steps;
  const each = Math.max(1, Math.floor(slice / model.flopsPerStep));
  while (model.steps < steps) {
    const loss = model.train(Math.min(each, steps - model.steps));
    if (!Number.isFinite(loss)) return false;
    yield (model.steps - begun) / (steps - begun);
  }
  return true;
}

/** Steps that a budget of floating-point operations pays for, at least one. */
export function stepsFor(model: Learner, flops: number): number {
  return Math.max(1, Math.round(flops / model.flopsPerStep));
}

/** Points that a model learns from, of its own part of the seed. */
export const poolSize = 16_384;

export interface ModelOptions<S> {
  /** What a training of it may spend, over which its rates fall. */
  readonly flops?: number;
  readonly change?: Partial<S>;
}

/** The diffusion model as the search left it, its data not yet given. */
export async function diffusionOf(
  trainers: Trainers,
  seed: number,
  { flops = budget, change = {} }: ModelOptions<DiffusionSettings> = {},
): Promise<DiffusionModel> {
  const settings = decayedOver({ ...trainers.defaults.diffusion, ...change, seed }, flops);
  return new DiffusionModel(await trainers.diffusion(settings), makeSchedule(settings.schedule));
}

/** One of the GANs. */
export async function ganOf(
  trainers: Trainers,
  who: GanEntrant,
  seed: number,
  { flops = budget, change = {} }: ModelOptions<GanSettings> = {},
): Promise<GanModel> {
  const settings = decayedOver({ ...trainers.defaults[who], ...change, seed }, flops);
  return new GanModel(await trainers.gan(settings), settings.networks.latent);
}

export interface DrawOptions {
  readonly count: number;
  readonly seed: number;
  /** Default: the book's choice of chapter 7, DPM-Solver++(2M). */
  readonly sampler?: SamplerName;
  /** Evaluations of the network for a sample. */
  readonly evaluations?: number;
  /** Multiplies the noise that it starts from. */
  readonly scale?: number;
  /** How the steps are spread. Default: equal in time, which serves every sampler best under the cosine schedule here. */
  readonly grid?: 'uniform' | 'log-snr';
  /** The noise ratio at which sampling ends; 0, the default: it goes on to the data. */
  readonly end?: number;
}

/** Log-SNR where steps equal in it start, and the noise ratio at their last time above 0. */
const firstLogSnr = -10;
const lastRatio = 0.02;

export class DiffusionModel {
  constructor(
    readonly learner: DiffusionLearner,
    readonly schedule: Schedule,
  ) {}

  draw(options: DrawOptions): Batch {
    return drawFrom(this.learner.denoiser(), this.schedule, options);
  }
}

/** Samples of a denoiser; the last step goes to no noise. */
export function drawFrom(
  denoiser: Denoiser,
  schedule: Schedule,
  { count, seed, sampler = 'dpmpp2m', evaluations = 20, scale = 1, end = 0, grid = 'uniform' }: DrawOptions,
): Batch {
  const entry: SamplerEntry<object> = samplers[sampler];
  const { sampler: run, defaults } = entry;
  const steps = Math.max(1, stepsWithin(entry, evaluations, end === 0));
  const from = grid === 'uniform' ? 1 : schedule.timeOfLogSnr(firstLogSnr);
  const to = schedule.timeOfLogSnr(-2 * Math.log(end > 0 ? end : lastRatio));
  const times =
    steps === 1 || grid === 'uniform'
      ? uniformTimes(steps, { from, to: end > 0 ? to : 0 })
      : logSnrTimes(schedule, steps, { from, to, zero: end === 0 });
  const x = normalBatch(count, 2, random(seed).split('start'));
  const size = scale * schedule.sigma(from);
  for (let i = 0; i < x.data.length; i++) x.data[i] *= size;
  let last: Batch = x;
  for (const step of run({ ...defaults, denoiser, schedule, times, x, random: random(seed).split('sampler') }))
    last = step.x;
  const out = copy(last);
  if (end > 0) {
    const alpha = schedule.alpha(to);
    for (let i = 0; i < out.data.length; i++) out.data[i] /= alpha;
  }
  return out;
}

export class GanModel {
  constructor(
    readonly learner: GanLearner,
    readonly latent: number,
  ) {}

  draw({ count, seed, scale = 1 }: Pick<DrawOptions, 'count' | 'seed' | 'scale'>): Batch {
    const z = normalBatch(count, this.latent, random(seed).split('start'));
    for (let i = 0; i < z.data.length; i++) z.data[i] *= scale;
    return this.learner.generate(z);
  }
}

/** Whether every coordinate is a number within any reason. */
export function finite({ data }: Batch): boolean {
  return data.every((v) => Math.abs(v) < 1e3);
}

/** The first `n` rows. */
export function first(n: number, { data, dim }: Batch): Batch {
  return batch(data.slice(0, n * dim), dim);
}
