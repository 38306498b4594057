import type { Batch } from '../../core/batch';
import { digitSchedule } from '../../core/image-network/sampling';
import { noised } from '../../core/process/forward';
import { fillNormal, random } from '../../core/random';
import { dpmpp2m } from '../../core/sampler/dpmpp-2m';
import type { SamplerStep } from '../../core/sampler/sampler';
import type { Condition } from '../condition/index';
import type { ImageTrainer } from './trainer';

/** How a network goes on from pictures under noise. */
export interface Editing {
  readonly trainer: ImageTrainer;
  /** What each row is told, or one for all. */
  readonly condition: Condition;
  /** What is edited, in standard units of the network's domain, a row each. */
  readonly clean: Batch;
  /** Standard normal noise of each row. */
  readonly noise: Batch;
  /** As `digitEditTimes` gives them, two at least. */
  readonly times: Float64Array;
  /** w of Ho and Salimans 2022, eq. 6 (default 0). */
  readonly guidance?: number;
  /** Whether guesses are clipped to the domain's range (default true). */
  readonly clip?: boolean;
}

/** SDEdit (Meng et al. 2022, algorithm 1) under the digits' schedule: noised in one jump to the first time, then DPM-Solver++(2M), which draws nothing more. */
export function editing({
  trainer,
  condition,
  clean,
  noise,
  times,
  guidance = 0,
  clip = true,
}: Editing): Generator<SamplerStep, void, void> {
  const schedule = digitSchedule();
  const denoiser = trainer.denoiser({ schedule, condition, guidance, clip });
  return dpmpp2m({ denoiser, schedule, times, x: noised(clean, noise, times[0], schedule) });
}

/** Noise numbers `rows` of a seed: whatever the strength, a row's is the same. */
export function editNoise(seed: number, rows: readonly number[], dim: number): Batch {
  const root = random(seed).split('edit');
  const data = new Float64Array(rows.length * dim);
  rows.forEach((row, i) => fillNormal(data.subarray(i * dim, (i + 1) * dim), root.split(row)));
  return { data, dim };
}

/** Where it ends: [rows, numbers] in standard units. With one time nothing is done. */
export function edited(how: Editing): Float32Array {
  let last = how.clean;
  if (how.times.length > 1) for (const step of editing(how)) last = step.x;
  return Float32Array.from(last.data);
}
