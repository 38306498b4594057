import type { Batch } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import { numbersOf } from '../../core/domain';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../core/image-network/sampling';
import { fillNormal, random } from '../../core/random';
import { dpmpp2m } from '../../core/sampler/dpmpp-2m';
import type { SamplerStep } from '../../core/sampler/sampler';
import type { Condition } from '../condition/index';
import type { ImageTrainer } from './trainer';

/** How one network of a system of several draws. */
export interface Drawing {
  readonly trainer: ImageTrainer;
  /** What each row is told; their number is the number of rows. */
  readonly condition: Condition;
  /** The rows' noise, as `startingNoise` gives it. */
  readonly x: Batch;
  readonly evaluations: number;
  /** w of Ho and Salimans 2022, eq. 6 (default 0). */
  readonly guidance?: number;
  /** Whether guesses are clipped to the domain's range (default true). */
  readonly clip?: boolean;
  /** What is done to the denoiser before it is sampled. */
  readonly change?: (denoiser: Denoiser) => Denoiser;
}

/** DPM-Solver++(2M) under the digits' schedule, in the standard units of the network's domain. */
export function drawing({
  trainer,
  condition,
  x,
  evaluations,
  guidance = 0,
  clip = true,
  change = (same) => same,
}: Drawing): Generator<SamplerStep, void, void> {
  const schedule = digitSchedule();
  const denoiser = change(trainer.denoiser({ schedule, condition, guidance, clip }));
  return dpmpp2m({ denoiser, schedule, times: digitTimes(evaluations), x });
}

/** Noise numbers `rows` of a seed for the network called `name`, whatever else is drawn: what `drawing` starts from. */
export function startingNoise(trainer: ImageTrainer, name: string, seed: number, rows: readonly number[]): Batch {
  const dim = numbersOf(trainer.domain);
  const data = new Float64Array(rows.length * dim);
  const root = random(seed).split(`start of ${name}`);
  rows.forEach((row, i) => {
    const own = data.subarray(i * dim, (i + 1) * dim);
    fillNormal(own, root.split(row));
    own.forEach((v, k) => (own[k] = DIGIT_SIGMA_MAX * v));
  });
  return { data, dim };
}

/** Where it ends. */
export function drawn(how: Drawing): Float32Array {
  let last: SamplerStep | undefined;
  for (const step of drawing(how)) last = step;
  return Float32Array.from(last?.x.data ?? how.x.data);
}
