/** All that the composition figure computes, in the order in which it is wanted. */
import { batch, type Batch } from '../../../src/core/batch';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { packed, unpacked } from '../packed';
import { curveTimes, fieldError } from './fields';
import { naive, pointCount, sampled, schedule, wanted } from './models';
import { extent, fieldKey, sampleKey, wantedKey, type ComposeSettings } from './state';

export interface Samples {
  readonly settings: ComposeSettings;
  readonly points: Batch;
  /** Energy distance to the exact answer. */
  readonly distance: number;
  /** Points outside the picture. */
  readonly outside: number;
  /** The same at no corrections; null where there are none. */
  readonly uncorrected: number | null;
}

export interface Truth {
  readonly settings: ComposeSettings;
  /** Points of the exact answer. */
  readonly points: Batch;
  /** What as many true points measure, on average over several sets: the floor. */
  readonly floor: number;
}

export interface Shown {
  readonly truth: Truth;
  readonly samples: Samples;
  /** The same steps without corrections, with the noised answer's true score. */
  readonly ideal: { readonly settings: ComposeSettings; readonly distance: number };
  /** The composed score's error at `curveTimes`, as far as done. */
  readonly curve: { readonly key: string; readonly errors: readonly number[] };
}

const yardstick = { count: 1000, seed: 60_601 } as const;
const floorSets = 8;
const trueSeed = 60_602;

const distances = new Map<string, (points: Batch) => number>();
function distanceTo(s: ComposeSettings): (points: Batch) => number {
  const key = wantedKey(s);
  const known = distances.get(key);
  if (known) return known;
  if (distances.size > 12) distances.clear();
  const distance = energyDistanceTo(wanted(s).stratified(yardstick.count, random(yardstick.seed)));
  distances.set(key, distance);
  return distance;
}

function* truthOf(s: ComposeSettings): Generator<void, Truth, void> {
  const of = wanted(s);
  yield;
  const distance = distanceTo(s);
  let floor = 0;
  for (let k = 0; k < floorSets; k++) {
    floor += distance(of.sample(pointCount, random(trueSeed).split(k))) / floorSets;
    yield;
  }
  return { settings: s, points: of.sample(pointCount, random(trueSeed).split(0)), floor };
}

function* samplesOf(s: ComposeSettings): Generator<void, Samples, void> {
  const points = yield* sampled(naive(s), s);
  yield;
  const distance = distanceTo(s)(points);
  const uncorrected = s.corrections > 0 ? distanceTo(s)(yield* sampled(naive(s), { ...s, corrections: 0 })) : null;
  let outside = 0;
  for (let i = 0; i < points.data.length; i += 2)
    if (!(Math.max(Math.abs(points.data[i]), Math.abs(points.data[i + 1])) <= extent)) outside += 1;
  return { settings: s, points, distance, outside, uncorrected };
}

/** What the steps themselves cost depends on neither corrections nor the way to compose. */
const idealKey = (s: ComposeSettings) => [wantedKey(s), s.steps, s.seed].join(' ');

/** Does what has not been done, telling of every piece. */
export function* follow(
  s: ComposeSettings,
  have: Partial<Shown>,
  tell: (change: Partial<Shown>) => void,
): Generator<void, void, void> {
  if (!have.truth || wantedKey(have.truth.settings) !== wantedKey(s)) tell({ truth: yield* truthOf(s) });
  yield;
  if (!have.samples || sampleKey(have.samples.settings) !== sampleKey(s)) tell({ samples: yield* samplesOf(s) });
  yield;
  const key = fieldKey(s);
  let errors = have.curve?.key === key ? have.curve.errors : [];
  while (errors.length < curveTimes.length) {
    errors = [...errors, fieldError(s, curveTimes[errors.length])];
    tell({ curve: { key, errors } });
    yield;
  }
  if (!have.ideal || idealKey(have.ideal.settings) !== idealKey(s)) {
    const points = yield* sampled(wanted(s).mixture.denoiser(schedule), { ...s, corrections: 0 });
    tell({ ideal: { settings: s, distance: distanceTo(s)(points) } });
  }
}

/** Whether a piece is of these settings. */
export const isCurrent = (s: ComposeSettings, { truth, samples, ideal, curve }: Shown) => ({
  truth: wantedKey(truth.settings) === wantedKey(s),
  samples: sampleKey(samples.settings) === sampleKey(s),
  ideal: idealKey(ideal.settings) === idealKey(s),
  curve: curve.key === fieldKey(s),
});

/** All of it at once: when the page is built. */
export function shownNow(s: ComposeSettings): Shown {
  let have: Partial<Shown> = {};
  for (
    const work = follow(s, have, (change) => {
      have = { ...have, ...change };
    });
    !work.next().done;
  );
  return have as Shown;
}

/** What travels in the page: the true points are drawn again there. */
export interface BuiltCompose {
  readonly points: string;
  readonly numbers: Pick<Samples, 'distance' | 'outside' | 'uncorrected'> & {
    readonly floor: number;
    readonly ideal: number;
  };
  readonly curve: Shown['curve'];
}

export function built({ truth, samples, ideal, curve }: Shown): BuiltCompose {
  const { distance, outside, uncorrected } = samples;
  return {
    points: packed(samples.points.data),
    numbers: { distance, outside, uncorrected, floor: truth.floor, ideal: ideal.distance },
    curve,
  };
}

export function fromBuilt(s: ComposeSettings, { points, numbers, curve }: BuiltCompose): Shown {
  const { floor, ideal, ...rest } = numbers;
  return {
    truth: { settings: s, points: wanted(s).sample(pointCount, random(trueSeed).split(0)), floor },
    samples: { settings: s, points: batch(Float64Array.from(unpacked(points)), 2), ...rest },
    ideal: { settings: s, distance: ideal },
    curve,
  };
}
