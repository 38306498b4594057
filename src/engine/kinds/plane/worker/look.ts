/** What a snapshot shows beside the loss: seeded samples, how they were reached, how good they are, the denoised guess. */
import type { Batch } from '../../../../core/batch';
import { batch, count, zeros } from '../../../../core/batch';
import { heldOutPoints } from '../../../../core/data/held-out';
import type { Mixture } from '../../../../core/data/mixture';
import type { Target } from '../../../../core/data/target';
import { energyDistance, modeCoverage, prdc } from '../../../../core/metric/index';
import { normalBatch, random } from '../../../../core/random';
import { ddim } from '../../../../core/sampler/ddim';
import { uniformTimes } from '../../../../core/sampler/times';
import { makeSchedule } from '../../../../core/schedule/index';
import { preservesVariance } from '../../../../core/schedule/variance-preserving';
import type { Trainer } from '../../../../net/trainer';
import { finished, GivenUpError, yielding } from '../../../worker/yield';
import { unmeasured, type Measured } from '../measured';
import { chargedSchedule, comingDown } from '../charged';
import { retimed } from '../sampling';
import type { PlaneSettings } from '../settings';
import type { PlaneSnapshot } from '../types';
import { fieldGrid, type Field, type FieldRequest, type PlaneWatch } from '../watch';

export { heldOutPoints };

export type Sight = Pick<PlaneSnapshot, 'samples' | 'path' | keyof Measured | 'field' | 'fields'>;

/** Nothing to see: a status alone. */
export const unseen: Sight = {
  samples: new Float64Array(0),
  path: new Float64Array(0),
  ...unmeasured,
  field: null,
  fields: [],
};

/** Points of the target that no run trains on. */
export type HeldOut = Batch;

/** What samples begin in and are held against. */
export interface Held {
  readonly target: Target;
  readonly heldOut: HeldOut;
  /** Null for noise. */
  readonly source: Target | null;
}

/** Of the precision and recall of a snapshot: their time grows with the square. */
const fewPoints = 300;
const neighbours = 5;
/** Milliseconds of sampling between two looks at the messages. */
const patience = 12;

/** Null when it was given up because a message waits. */
export async function look(
  trainer: Trainer,
  settings: PlaneSettings,
  watch: PlaneWatch,
  { target, heldOut, source }: Held,
  givenUp: () => boolean,
): Promise<Sight | null> {
  const field = watch.field ? guess(trainer, watch.field) : null;
  const fields = watch.fields.map((request) => guess(trainer, request));
  if (!watch.samples || settings.sampleCount === 0) {
    return { ...unseen, field, fields };
  }
  const { sampleCount, sampleSteps, sampleSeed, charged } = settings;
  if (charged) {
    const spec = { ...charged, steps: sampleSteps, count: sampleCount, seed: sampleSeed };
    const denoiser = retimed(trainer.denoiser('ema'), makeSchedule(settings.schedule), chargedSchedule);
    const found = await unlessGivenUp(finished(comingDown(spec, denoiser), givenUp));
    return found && { ...seenAs(found.x), field, fields };
  }
  const schedule = makeSchedule(settings.schedule);
  const draw = random(sampleSeed);
  const x = source?.sample(sampleCount, draw) ?? normalBatch(sampleCount, 2, draw);
  // At t = 1 x is as long as the noise there.
  if (!source && !preservesVariance(schedule)) for (let i = 0; i < x.data.length; i++) x.data[i] *= schedule.sigma(1);
  const input = { denoiser: trainer.denoiser('ema'), schedule, times: uniformTimes(sampleSteps), x };
  const path = new Float64Array(watch.path ? (sampleSteps + 1) * sampleCount * 2 : 0);
  let last = input.x;
  const rest = yielding(givenUp, patience);
  const walk = async (): Promise<Batch> => {
    for (const { i, x } of ddim(input)) {
      if (watch.path) path.set(x.data, i * sampleCount * 2);
      last = x;
      await rest();
    }
    return last;
  };
  const end = await unlessGivenUp(walk());
  return end && { ...seenAs(end), path, field, fields };

  function seenAs(x: Batch) {
    const samples = batch(x.data.slice(), 2);
    const { counts: _counts, ...measured } = measure(samples, target, heldOut, watch.measures);
    return { samples: samples.data, path: unseen.path, ...measured };
  }
}

/** Null where it was given up. */
async function unlessGivenUp<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GivenUpError) return null;
    throw error;
  }
}

function guess(trainer: Trainer, request: FieldRequest): Field {
  const grid = batch(fieldGrid(request), 2);
  const out = zeros(request.size * request.size, 2);
  trainer.denoiser('ema').denoise(grid, request.t, out);
  return { ...request, values: out.data };
}

/** Holds samples in the plane against the target; with `shares`, by precision and recall too. */
export function measure(
  samples: Batch,
  target: Target,
  heldOut: HeldOut,
  shares: boolean,
): Measured & { readonly counts: Int32Array } {
  const coverage = target.modes ? modeCoverage(samples, target.modes, reach(target)) : null;
  const { precision, recall } =
    shares && count(samples) > neighbours ? prdc(few(heldOut), few(samples), { k: neighbours }) : unmeasured;
  return {
    energyDistance: energyDistance(samples, heldOut),
    modesCovered: coverage?.covered ?? -1,
    between: coverage ? coverage.outside / count(samples) : NaN,
    counts: coverage?.counts ?? new Int32Array(0),
    precision,
    recall,
  };
}

/** At most `fewPoints` of them, spread over the whole. */
function few(points: Batch): Batch {
  const n = count(points),
    taken = Math.min(n, fewPoints);
  const out = zeros(taken, 2);
  for (let i = 0; i < taken; i++)
    out.data.set(points.data.subarray(2 * Math.floor((i * n) / taken), 2 * Math.floor((i * n) / taken) + 2), 2 * i);
  return out;
}

/** A point belongs to a Gaussian mode within three of its standard deviations: 99 % of true samples in the plane do. */
function reach(target: Target): { radius?: number } {
  const scales = (target as Partial<Mixture>).components?.scales;
  return scales ? { radius: 3 * Math.max(...scales) } : {};
}
