/** From a request for digits to times, noise and checks: plain mathematics, run by the worker and at build. */
import { DIGIT_SIGMA_MAX, DIGIT_SIGMA_MIN, digitSchedule, digitTimes } from '../../../core/image-network/sampling';
import { pupilEvaluations, pupilTimes, type PupilEvaluations } from '../../../core/image-network/pupil';
import { networkParts, type NetworkPart } from '../../../core/image-network/parts';
import { fillNormal, random } from '../../../core/random';
import { evaluationsOf, samplerNames, samplers, stepsWithin, type SamplerName } from '../../../core/sampler/index';
import { karrasTimes } from '../../../core/sampler/times';
import { makeSchedule, parseScheduleSpec, type Schedule } from '../../../core/schedule/index';
import { checkPictures, checkPixels, mostGuidance, whole, within } from './checks';
import {
  digitModels,
  type DigitAsking,
  type DigitGuessSpec,
  type DigitInspectSpec,
  type DigitSampleSpec,
} from './denoising';
import { mostPictures, pictureSize, pixelScales, type PixelUnits } from './pixels';

/** The schedule of a request. */
export function digitScheduleOf({ schedule, pixels = 'standard' }: Pick<DigitAsking, 'schedule' | 'pixels'>): Schedule {
  return schedule ? makeSchedule(schedule) : digitSchedule(pixelScales[pixels]);
}

/** The times of a request: given, or from its start to 0, equal in the fifth root of the noise (Karras et al. 2022, eq. 5 with rho = 5). */
export function digitTimesOf(spec: DigitSampleSpec): Float64Array {
  if (spec.model === 'pupil') return pupilTimes((spec.evaluations ?? 1) as PupilEvaluations);
  if (spec.times) return Float64Array.from(spec.times);
  const { sampler = 'dpmpp2m', evaluations = 10, from, pixels = 'standard' } = spec;
  const steps = Math.max(1, stepsWithin(samplers[sampler], evaluations, true));
  if (!spec.schedule && !from) return digitTimes(steps);
  const schedule = digitScheduleOf(spec);
  const { deviation } = pixelScales[pixels];
  const level = (sigma: number) => schedule.timeOfLogSnr(-2 * Math.log(sigma * deviation));
  // No later than the time where the network's own sampling begins: beyond it there is nothing to see.
  const start = from?.t ?? Math.min(1, level(DIGIT_SIGMA_MAX));
  const to = Math.max(1e-9, level(DIGIT_SIGMA_MIN));
  return steps === 1 || to >= start
    ? Float64Array.of(start, 0)
    : karrasTimes(schedule, steps, { rho: 5, from: start, to });
}

/** Noise number `row` of a seed, whatever else is drawn, as x at time t: [rows, size]. */
export function digitStart(
  rows: readonly number[],
  seed: number,
  schedule: Schedule,
  t: number,
  pixels: PixelUnits = 'standard',
  size = pictureSize,
): Float64Array {
  const root = random(seed).split('start');
  const x = new Float64Array(rows.length * size);
  rows.forEach((row, i) => fillNormal(x.subarray(i * size, (i + 1) * size), root.split(row)));
  const sigma = schedule.sigma(t),
    middle = schedule.alpha(t) * pixelScales[pixels].mean;
  for (let i = 0; i < x.length; i++) x[i] = middle + sigma * x[i];
  return x;
}

/** Trusts nothing of what decides how long a request takes or what is written where. Throws an `Error` that names what was expected. */
export function checkDigitSampleSpec(spec: DigitSampleSpec): void {
  checkAsking(spec);
  const { seed, rows, sampler = 'dpmpp2m', evaluations = 10, times, from, labels, model = 'digits' } = spec;
  if (!digitModels.includes(model))
    throw new RangeError(`unknown model: ${String(model)} (expected ${digitModels.join(', ')})`);
  if (model === 'pupil') checkPupil(spec);
  if (model === 'latent') checkLatent(spec);
  whole('seed', seed, 0, 4_294_967_295);
  whole('evaluations', evaluations, 1, 1000);
  if (!samplerNames.includes(sampler))
    throw new RangeError(`unknown sampler: ${String(sampler)} (expected ${samplerNames.join(', ')})`);
  const least =
    samplers[sampler].adaptive || times || model === 'pupil' ? 1 : evaluationsOf(samplers[sampler], 1, true);
  if (evaluations < least)
    throw new RangeError(`${sampler} with ${evaluations} evaluations (expected at least ${least}, what a step costs)`);
  checkOptions(sampler, spec.options);
  if (rows) {
    if (rows.length !== labels.length)
      throw new RangeError(`${rows.length} rows (expected ${labels.length}, one a label)`);
    rows.forEach((row) => whole('row', row, 0, 4_294_967_295));
  }
  if (
    times &&
    (times.length < 2 ||
      times.length > 1001 ||
      times.some((t, i) => !(t >= 0 && t <= 1) || (i > 0 && t >= times[i - 1])))
  ) {
    throw new RangeError(
      'times that do not fall from at most 1 to at least 0 (expected 2 to 1001, each below the last)',
    );
  }
  if (from && !(from.t > 0 && from.t <= 1))
    throw new RangeError(`start at t = ${from.t} (expected above 0, at most 1)`);
  if (from) checkPictures(from.x, labels.length);
}

/** The pupil knows one way of being asked. */
function checkPupil(spec: DigitSampleSpec): void {
  const { evaluations = 1, guidance = 0 } = spec;
  if (!pupilEvaluations.some((n) => n === evaluations))
    throw new RangeError(`the pupil with ${evaluations} evaluations (expected ${pupilEvaluations.join(' or ')})`);
  if (guidance !== 0) throw new RangeError(`the pupil with guidance ${guidance} (expected 0: it is built in)`);
  for (const name of ['how', 'interval', 'rescale', 'parts', 'schedule', 'sampler', 'options', 'times'] as const)
    if (spec[name] !== undefined)
      throw new RangeError(`the pupil with ${name} (expected none: it has a way of its own of being asked)`);
  if (spec.from && spec.from.t !== 1) throw new RangeError(`the pupil from t = ${spec.from.t} (expected 1, noise)`);
}

/** The model of codes has no classifier for noised codes, no parts by the names of the other's, and no limits to its numbers. */
function checkLatent(spec: DigitSampleSpec): void {
  for (const name of ['how', 'without', 'clip', 'from'] as const)
    if (spec[name] !== undefined && !(name === 'how' && spec.how === 'free'))
      throw new RangeError(`the model of codes with ${name} (expected none: it works on codes, not on pictures)`);
}

/** How the network is asked: as the request says, and codes in their own units, without limits. */
export const askedOf = (spec: DigitSampleSpec): DigitSampleSpec =>
  spec.model === 'latent' ? { ...spec, pixels: 'standard', clip: false } : spec;

/** Options that the sampler has, each of its kind; what a number may be the sampler says itself. */
function checkOptions(sampler: SamplerName, options: DigitSampleSpec['options'] = {}): void {
  const standard: Readonly<Record<string, unknown>> = { ...samplers[sampler].defaults };
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(standard, key))
      throw new RangeError(
        `unknown option of ${sampler}: ${key} (expected ${Object.keys(standard).join(', ') || 'none'})`,
      );
    if (typeof value !== typeof standard[key] || Number.isNaN(value))
      throw new RangeError(`${sampler} with ${key} = ${String(value)} (expected a ${typeof standard[key]})`);
  }
}

export function checkDigitGuessSpec(spec: DigitGuessSpec): void {
  checkAsking(spec);
  checkPictures(spec.x, spec.labels.length);
  const { times, labels } = spec;
  if (times.length !== 1 && times.length !== labels.length)
    throw new RangeError(`${times.length} times (expected 1 or ${labels.length})`);
  const wrong = times.find((t) => !(t >= 0 && t <= 1));
  if (wrong !== undefined) throw new RangeError(`time ${wrong} (expected 0 to 1)`);
}

function checkAsking({
  labels,
  parts = [],
  guidance = 0,
  schedule,
  pixels = 'standard',
  rescale = 0,
  how = 'free',
  interval,
  without,
}: DigitAsking): void {
  whole('number of pictures', labels.length, 1, mostPictures);
  [...labels, ...parts.map(({ label }) => label)].forEach((label) => whole('class', label, -1, 9));
  for (const number of [guidance, ...parts.map(({ weight }) => weight)]) {
    within('guidance by', number, -mostGuidance, mostGuidance);
  }
  within('rescaling by', rescale, 0, 1);
  if (how !== 'free' && how !== 'classifier')
    throw new RangeError(`unknown guidance: ${String(how)} (expected free or classifier)`);
  if (interval && !(interval.length === 2 && interval[0] >= 0 && interval[0] <= interval[1]))
    throw new RangeError(`guidance from noise ${interval.join(' to ')} (expected 0 or more, rising)`);
  checkPixels(pixels);
  if (schedule) parseScheduleSpec(schedule);
  checkPart(without);
}

export function checkDigitInspectSpec({ x, t, label, without }: DigitInspectSpec): void {
  checkPictures(x, 1);
  if (!(t > 0 && t < 1)) throw new RangeError(`time ${t} (expected between 0 and 1)`);
  whole('class', label, -1, 9);
  checkPart(without);
}

function checkPart(part: NetworkPart | undefined): void {
  if (part !== undefined && !networkParts.includes(part))
    throw new RangeError(`unknown part: ${String(part)} (expected ${networkParts.join(', ')})`);
}
