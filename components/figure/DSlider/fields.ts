/** The denoiser's field for any D, and how far it is from its limit. */
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { kernelCdf, kernelQuantile, perturb } from '../../../src/core/electrostatics/index';
import { random } from '../../../src/core/random';
import {
  cloudOf,
  dimensionsOf,
  extent,
  fieldOf,
  lastPower,
  side,
  type CloudSettings,
  type DSliderSettings,
} from './state';

/** Where the field is shown: the middles of cells over the picture. */
export const places: Batch = batch(
  Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)])
    .flat()
    .map((k) => extent * ((2 * k + 1) / side - 1)),
  2,
);

/** From every place to where the denoiser guesses the datum: E[y | x, r] - x, at r = sigma sqrt(D). */
export function arrowsOf(s: CloudSettings & Pick<DSliderSettings, 'sigma'>, power: number): Batch {
  return arrowsTo(fieldOf(s, power).mean(places, s.sigma).data);
}

/** The same of guesses that are there already, one for each place. */
export function arrowsTo(guesses: Float64Array): Batch {
  return batch(
    guesses.map((each, i) => each - places.data[i]),
    2,
  );
}

export interface Fields {
  readonly arrows: Batch;
  /** At D = infinity. */
  readonly limit: Batch;
  /** Root mean square distance between the two over the places shown, in data units. */
  readonly distance: number;
  /** Over the root mean square length of the limit's arrows. */
  readonly share: number;
}

export function fieldsAt(s: CloudSettings & Pick<DSliderSettings, 'sigma' | 'power'>): Fields {
  const [arrows, limit] = [arrowsOf(s, s.power), arrowsOf(s, lastPower)];
  const distance = apart(arrows, limit);
  return { arrows, limit, distance, share: distance / apart(limit, zeros(count(limit), 2)) };
}

/** Names all that the distances follow from. */
export function limitKey({ data, points, sigma }: CloudSettings & Pick<DSliderSettings, 'sigma'>): string {
  return [data, points, sigma].join(' ');
}

/** The distance for every finite D of the slider, a D a piece: of two thousand charges all at once would take longer than a picture may. */
export function* distances(s: CloudSettings & Pick<DSliderSettings, 'sigma'>): Generator<void, readonly number[]> {
  const limit = arrowsOf(s, lastPower);
  const found: number[] = [];
  for (let power = 0; power < lastPower; power++) {
    yield;
    found.push(apart(arrowsOf(s, power), limit));
  }
  return found;
}

export function distancesNow(s: CloudSettings & Pick<DSliderSettings, 'sigma'>): readonly number[] {
  const work = distances(s);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Root mean square distance of arrows over the places shown, in data units. */
export function apart(a: Batch, b: Batch): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i] - b.data[i]) ** 2;
  return Math.sqrt(sum / count(a));
}

/** The share of a kernel that is counted to what it reaches. */
const reaching = 0.999;

/** Share of the places at which noised data are seen at all: within what the kernel of some charge reaches. Elsewhere no network learns anything. */
export function reached(s: CloudSettings & Pick<DSliderSettings, 'sigma' | 'power'>): number {
  const far = kernelQuantile(reaching, s.sigma, 2, dimensionsOf(s.power));
  const { data } = cloudOf(s);
  let within = 0;
  for (let i = 0; i < places.data.length; i += 2) {
    let least = Infinity;
    for (let k = 0; k < data.length; k += 2)
      least = Math.min(least, Math.hypot(places.data[i] - data[k], places.data[i + 1] - data[k + 1]));
    if (least <= far) within += 1;
  }
  return within / count(places);
}

/** Points of a kernel that are drawn, around the origin in units of sigma. The same rays for every D. */
export const thrown = 300;
/** Half the side of a kernel's picture, and where its tail is said to begin, in units of sigma. */
export const kernelExtent = 6;
export const tail = 4;

export function kernelPoints(power: number): Batch {
  return perturb(zeros(thrown, 2), 1, dimensionsOf(power), random(3));
}

/** P(|x - y| > distance sigma). */
export function beyond(distance: number, power: number): number {
  return 1 - kernelCdf(distance, 1, 2, dimensionsOf(power));
}

/** Kernels shown side by side, by powers. */
export const shownPowers = [0, 3, 6, lastPower] as const;
