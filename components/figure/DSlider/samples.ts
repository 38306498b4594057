/** Samples by the exact field of the charges, with core's samplers. */
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { poissonDenoiser, poissonPrior } from '../../../src/core/electrostatics/index';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { ddim, edm, karrasTimes } from '../../../src/core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule/index';
import { packed, unpacked } from '../packed';
import { cloudOf, dimensionsOf, extent, fieldOf, samples, type DSliderSettings } from './state';

export const schedule = makeSchedule(scheduleDefaults.edm);

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
  return [s.power, s.data, s.sampler, s.steps, s.seed].join(' ');
}

/** From the prior of this D at the schedule's greatest sigma down to the data, a step a piece. */
export function* sampled(s: DSliderSettings): Generator<void, Sampled> {
  const cloud = cloudOf(s.data);
  const times = karrasTimes(schedule, s.steps);
  const start = poissonPrior(samples, 2, schedule.sigma(times[0]), dimensionsOf(s.power), random(s.seed));
  const denoiser = poissonDenoiser(fieldOf(s.data, s.power), schedule);
  let [x, evaluations] = [start, 0];
  for (const step of (s.sampler === 'edm' ? edm : ddim)({ denoiser, schedule, times, x: start })) {
    x = step.x;
    evaluations = step.evaluations;
    yield;
  }
  return measured(sampleKey(s), batch(x.data.slice(), 2), evaluations, cloud);
}

function measured(key: string, x: Batch, evaluations: number, cloud: Batch): Sampled {
  let [off, outside] = [0, 0];
  for (let i = 0; i < x.data.length; i += 2) {
    let nearest = Infinity;
    for (let k = 0; k < cloud.data.length; k += 2)
      nearest = Math.min(nearest, Math.hypot(x.data[i] - cloud.data[k], x.data[i + 1] - cloud.data[k + 1]));
    off += nearest / count(x);
    if (Math.max(Math.abs(x.data[i]), Math.abs(x.data[i + 1])) > extent) outside += 1;
  }
  return { key, x, evaluations, energy: energyDistanceTo(cloud)(x), off, outside };
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

export function built(s: DSliderSettings): Built {
  const { x, ...rest } = sampledNow(s);
  return { ...rest, x: packed(x.data) };
}

export function unbuilt({ x, ...rest }: Built): Sampled {
  return { ...rest, x: batch(Float64Array.from(unpacked(x)), 2) };
}

export const nothing: Sampled = { key: '', x: zeros(0, 2), evaluations: 0, energy: NaN, off: NaN, outside: 0 };
