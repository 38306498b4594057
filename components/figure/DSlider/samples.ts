/** Samples by the exact field of the charges, with core's samplers. */
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { poissonDenoiser } from '../../../src/core/electrostatics/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { beginning, chargedSchedule, comingDown } from '../../../src/engine/kinds/plane/charged';
import { packed, unpacked } from '../packed';
import { cloudOf, extent, fieldOf, samples, type CloudSettings, type DSliderSettings } from './state';

export interface Sampled {
  readonly key: string;
  readonly x: Batch;
  readonly evaluations: number;
  /** To the cloud. */
  readonly energy: number;
  /** Mean distance to the nearest datum, in data units. */
  readonly off: number;
  /** Samples that lie outside the picture. */
  readonly outside: number;
}

export function sampleKey(s: DSliderSettings): string {
  return [s.power, s.data, s.points, s.sampler, s.steps, s.seed].join(' ');
}

/** Pairs of a sample and a charge that are asked about in one piece, twice: some fifteen milliseconds. */
const pairs = 400_000;

/** From the prior of this D at the schedule's greatest sigma down to the data, a step a piece; from many charges, some of the samples after the others. */
export function* sampled(s: DSliderSettings): Generator<void, Sampled> {
  const denoiser = poissonDenoiser(fieldOf(s, s.power), chargedSchedule);
  const spec = { ...s, count: samples };
  const all = beginning(spec);
  const rows = Math.max(1, Math.min(samples, Math.floor(pairs / s.points)));
  let evaluations = 0;
  for (let at = 0; at < all.data.length; at += 2 * rows) {
    const part = yield* comingDown(spec, denoiser, batch(all.data.slice(at, at + 2 * rows), 2));
    all.data.set(part.x.data, at);
    evaluations = part.evaluations;
  }
  yield;
  const distance = ruler(s);
  yield;
  return measured(s, all, evaluations, distance);
}

let last: { readonly key: string; readonly distance: (x: Batch) => number } | null = null;

/** The energy distance to the cloud, whose own part is computed once. */
function ruler({ data, points }: CloudSettings): (x: Batch) => number {
  const key = `${data} ${points}`;
  if (last?.key !== key) last = { key, distance: energyDistanceTo(cloudOf({ data, points })) };
  return last.distance;
}

/** Samples against the cloud. */
export function measured(s: DSliderSettings, x: Batch, evaluations: number, distance = ruler(s)): Sampled {
  const cloud = cloudOf(s);
  let [off, outside] = [0, 0];
  for (let i = 0; i < x.data.length; i += 2) {
    let nearest = Infinity;
    for (let k = 0; k < cloud.data.length; k += 2)
      nearest = Math.min(nearest, Math.hypot(x.data[i] - cloud.data[k], x.data[i + 1] - cloud.data[k + 1]));
    off += nearest / count(x);
    if (Math.max(Math.abs(x.data[i]), Math.abs(x.data[i + 1])) > extent) outside += 1;
  }
  return { key: sampleKey(s), x: batch(x.data.slice(), 2), evaluations, energy: distance(x), off, outside };
}

export function sampledNow(s: DSliderSettings): Sampled {
  const work = sampled(s);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The samples of build time, as they travel with the page. */
export interface Built extends Omit<Sampled, 'x'> {
  readonly x: string;
}

export function builtSamples(s: DSliderSettings): Built {
  const { x, ...rest } = sampledNow(s);
  return { ...rest, x: packed(x.data) };
}

export function unbuilt({ x, ...rest }: Built): Sampled {
  return { ...rest, x: batch(Float64Array.from(unpacked(x)), 2) };
}

export const nothing: Sampled = { key: '', x: zeros(0, 2), evaluations: 0, energy: NaN, off: NaN, outside: 0 };
