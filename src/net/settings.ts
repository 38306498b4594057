import type { Prediction, TimeInput, Weighting } from '../core/network';
import { makeSchedule } from '../core/schedule';
import { denoising } from './objective/denoising';
import type { Objective } from './objective/objective';
import type { TrainerSettings } from './trainer';

const predictions: readonly Prediction[] = ['epsilon', 'x0', 'v'];
const times: readonly TimeInput[] = ['all', 'slow', 'span', 'quick-span'];
const weightings: readonly Weighting[] = ['uniform', 'epsilon', 'x0', 'min-snr'];

/** Throws `RangeError`, naming what was expected, unless a trainer can be made from `settings` that learns `objective`. */
export function checkSettings(settings: TrainerSettings, objective: Objective = denoising): void {
  const { network, dim = 2, levels: [from, to] = [0, 1] } = settings;
  const { width, depth, prediction } = network;
  whole('width', width, 8, 256);
  if (width % 8 !== 0) throw new RangeError(`width is ${width} (expected a multiple of 8 from 8 to 256)`);
  whole('depth', depth, 1, 4);
  oneOf('prediction', prediction, predictions);
  oneOf('time', network.time ?? 'all', times);
  oneOf('weighting', settings.weighting, weightings);
  if (!(settings.learningRate > 0 && settings.learningRate <= 1000)) {
    throw new RangeError(`learningRate is ${settings.learningRate} (expected more than 0, at most 1000)`);
  }
  whole('warmup', settings.warmup, 0, 1e6);
  whole('decaySteps', settings.decaySteps, 0, 1e9);
  whole('batchSize', settings.batchSize, 1, 8192);
  if (!(settings.emaDecay >= 0 && settings.emaDecay < 1)) {
    throw new RangeError(`emaDecay is ${settings.emaDecay} (expected 0 or more, below 1)`);
  }
  if (!Number.isSafeInteger(settings.seed)) throw new RangeError(`seed is ${settings.seed} (expected an integer)`);
  if (!(from >= 0 && from <= to && to <= 1))
    throw new RangeError(`levels from ${from} to ${to} (expected 0 <= from <= to <= 1)`);
  whole('dim', dim, 1, 2);
  makeSchedule(settings.schedule);
  if (objective.kind === 'batches') objective.check?.(settings);
}

function whole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is ${value} (expected an integer from ${least} to ${most})`);
  }
}

function oneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw new RangeError(`unknown ${name}: ${value} (expected ${known.join(', ')})`);
}
