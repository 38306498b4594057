/** A strip wider than the network's pictures: windows asked together, their answers made one at every step. */
import { standardInk, standardPaper } from '../../../../core/image-network/pixels';
import { digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import {
  cutWindows,
  laid,
  stripDenoiser,
  windowClasses,
  type StripPaper,
  type StripRule,
} from '../../../../core/inverse/strip';
import type { Windows } from '../../../../core/inverse/windows';
import { normalBatch, random } from '../../../../core/random';
import { dpmpp2m } from '../../../../core/sampler/dpmpp-2m';
import type { Denoiser } from '../../../../core/denoiser';
import type { Schedule } from '../../../../core/schedule/schedule';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { stripWindows, windowSide as side, type Panorama, type PanoramaProgress, type PanoramaSpec } from '../panorama';
import { digitDenoiser } from './denoiser';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts } from './parts';

/** Windows that go through the network at once, so that a strip of many does not take memory for all. */
const windowsAtOnce = 40;

/** The shipped network as a denoiser of rows of windows, and how many it has answered. */
export function windowModel(trainer: ImageTrainer, schedule: Schedule, guidance: number) {
  let asked = 0;
  const each = guidance === 0 ? 1 : 2;
  const model = (classes: readonly number[]): Denoiser => {
    const groups = parts(classes.length, windowsAtOnce).map(({ first, count }) => ({
      first,
      count,
      denoiser: digitDenoiser({ labels: [], guidance }, classes.slice(first, first + count), schedule, trainer, null),
    }));
    return {
      denoise(x, t, out) {
        for (const { first, count, denoiser } of groups) {
          const of = (data: Float64Array) => ({
            data: data.subarray(first * x.dim, (first + count) * x.dim),
            dim: x.dim,
          });
          denoiser.denoise(of(x.data), t, of(out.data));
          asked += each * count;
        }
        return out;
      },
    };
  };
  return { model, asked: () => asked };
}

/** Paper beside an overlap, with noise of its own. */
export function stripPaper(seed: number, schedule: Schedule): StripPaper {
  return {
    paper: standardPaper,
    noise: normalBatch(1, side * side, random(seed).split('beside')).data,
    at: (t) => ({ alpha: schedule.alpha(t), sigma: schedule.sigma(t) }),
  };
}

/** A sum less what is shared may leave the range of pixels, which every window's answer keeps to. */
function withinPaperAndInk(denoiser: Denoiser): Denoiser {
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++)
        out.data[i] = Math.min(standardInk, Math.max(standardPaper, out.data[i]));
      return out;
    },
  };
}

export interface StripRun {
  readonly windows: Windows;
  readonly classes: readonly number[];
  readonly rule: StripRule;
  /** A strip for each. */
  readonly seeds: readonly number[];
  readonly steps: number;
}

/** Strips of several seeds at once: x_t and the guess [seeds, 28 x width] after each step. */
export function* strips(
  model: (classes: readonly number[]) => Denoiser,
  schedule: Schedule,
  { windows, classes, rule, seeds, steps }: StripRun,
): Generator<{ readonly i: number; readonly t: number; readonly x: Float64Array; readonly guess: Float64Array }> {
  const { length, starts } = windows;
  const times = digitTimes(steps);
  const rows = seeds.length;
  const size = side * length;
  const start = new Float64Array(rows * size);
  seeds.forEach((seed, row) => start.set(normalBatch(1, size, random(seed).split('strip')).data, row * size));
  const sigma = schedule.sigma(times[0]);
  for (let i = 0; i < start.length; i++) start[i] *= sigma;
  if (rule !== 'apart') {
    const denoiser = withinPaperAndInk(
      stripDenoiser(model, side, windows, { rule, classes, rows, paper: stripPaper(seeds[0], schedule) }),
    );
    for (const step of dpmpp2m({ denoiser, schedule, times, x: { data: start, dim: size } }))
      yield { i: step.i, t: step.t, x: step.x.data, guess: step.denoised.data };
    return;
  }
  const x = new Float64Array(rows * starts.length * side * side);
  const each = starts.length * side * side;
  for (let row = 0; row < rows; row++)
    x.set(cutWindows(start.subarray(row * size, (row + 1) * size), side, windows), row * each);
  const denoiser = model(seeds.flatMap(() => classes));
  const joined = (pictures: Float64Array) => {
    const out = new Float64Array(rows * size);
    for (let row = 0; row < rows; row++)
      laid(pictures.subarray(row * each, (row + 1) * each), side, windows, out.subarray(row * size, (row + 1) * size));
    return out;
  };
  for (const step of dpmpp2m({ denoiser, schedule, times, x: { data: x, dim: side * side } }))
    yield {
      i: step.i,
      t: step.t,
      x: joined(step.x.data),
      guess: joined(step.denoised.data),
    };
}

export async function panorama(
  spec: PanoramaSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<PanoramaProgress>,
): Promise<Panorama> {
  const { regions, guidance, seed, steps, rule } = spec;
  const trainer = await networks.trainer();
  const judge = await networks.judge();
  const begun = performance.now();
  const rest = yielding(gone);
  const schedule = digitSchedule();
  const windows = stripWindows(spec);
  const classes = windowClasses(windows, regions);
  const { model, asked } = windowModel(trainer, schedule, guidance);
  const times: number[] = [];
  const states: Float32Array[] = [];
  const guesses: Float32Array[] = [];
  for (const { i, t, x, guess } of strips(model, schedule, { windows, classes, rule, seeds: [seed], steps })) {
    times.push(t);
    states.push(Float32Array.from(x));
    guesses.push(Float32Array.from(guess));
    tell({ step: i, guess: Float32Array.from(guess), done: i / steps });
    await rest();
  }
  const judgement = await judged(judge, cutWindows(states[states.length - 1], side, windows), 'standard', rest);
  return {
    starts: windows.starts,
    classes,
    times: Float64Array.from(times),
    states,
    guesses,
    judgement,
    asked: asked(),
    backend: trainer.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}
