/** What the map of codes is set to, and what follows from it without asking a network. No DOM here. */
import { empirical } from '../../../src/core/data/empirical';
import { choice, number, optional, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule/index';
import { ddim } from '../../../src/core/sampler/ddim';
import { uniformTimes } from '../../../src/core/sampler/times';

/** Channels of a spatial code, numbers of a flat one. */
export const channelsOf = { spatial: 4, flat: 32 } as const;
export const latentMap = schema({
  /** A plane of codes of two numbers, or one code of those that are really used. */
  mode: choice(['plane', 'code'], 'plane'),
  /** The place in the plane that is decoded. */
  x: number(0, { min: -2.8, max: 2.8 }),
  y: number(0, { min: -2.8, max: 2.8 }),
  /** Time of the moving points: 1 is noise, 0 data. */
  t: number(0.45, { min: 0, max: 1 }),
  /** A class whose codes are lit. */
  lit: optional(number(4, { min: 0, max: 9, integer: true })),
  codec: choice(['spatial', 'flat'], 'spatial'),
  /** Which of the ten digits of the page is encoded. */
  digit: number(5, { min: 0, max: 9, integer: true }),
  /** The channel, or number, that is changed, and by how much. */
  channel: number(0, { min: 0, max: 31, integer: true }),
  change: number(1.5, { min: -4, max: 4 }),
  /** The code's own noise. */
  noise: number(0, { min: 0, max: 1 }),
  seed: seed(3),
});
export type LatentMapSettings = SettingsOf<typeof latentMap>;

/** Half the plane's edge, in deviations of the codes; tiles along an edge. */
export const extent = 2.8;
export const tiles = 8;
export const tileCount = tiles * tiles;
/** Codes of held-out digits that are shown, and points that move among them. */
export const codeCount = 400;
export const movingCount = 120;
/** Of those, so many are watched: what they decode to is shown. */
export const watchedCount = 10;
/** The cloud is a normal of this deviation on each code: its density, score and denoiser are exact. */
export const bandwidth = 0.08;
const stops = 40;

/** Codes at the middles of the tiles, row by row from the top. */
export function tilePlaces(): Float32Array {
  const step = (2 * extent) / tiles;
  return Float32Array.from({ length: 2 * tileCount }, (_, i) => {
    const at = Math.floor(i / 2);
    return i % 2 === 0 ? -extent + (0.5 + (at % tiles)) * step : extent - (0.5 + Math.floor(at / tiles)) * step;
  });
}

/** Where the moving points are at times 1 to 0: [2 n] each. */
export interface Course {
  readonly times: Float64Array;
  readonly states: readonly Float64Array[];
}

export const mapSchedule = makeSchedule({ kind: 'cosine', s: 0.008 });

/** Noise on its way along the probability-flow path into the cloud of these codes, by the cloud's exact denoiser. */
export function courseInto(codes: ArrayLike<number>, from: number): Course {
  const cloud = empirical({ data: Float64Array.from(codes), dim: 2 }, bandwidth);
  const times = uniformTimes(stops);
  const schedule = mapSchedule;
  const start = random(from)
    .split('moving')
    .normals(new Float64Array(2 * movingCount));
  const states: Float64Array[] = [];
  const input = { denoiser: cloud.denoiser(schedule), schedule, times, x: { data: start, dim: 2 } };
  for (const { x } of ddim(input)) states.push(x.data.slice());
  return { times, states };
}

/** Where they are at time t. */
export function pointsAt({ times, states }: Course, t: number): Float64Array {
  const after = times.findIndex((one) => one <= t);
  if (after <= 0) return states[after < 0 ? states.length - 1 : 0];
  const share = (times[after - 1] - t) / (times[after - 1] - times[after]);
  return states[after].map((v, i) => share * v + (1 - share) * states[after - 1][i]);
}

/** The way of each point from t = 1 to now: rows of points for `trails`. */
export function wayTo(course: Course, t: number): readonly Float64Array[] {
  return [...course.states.filter((_, i) => course.times[i] > t), pointsAt(course, t)];
}

/** A code with one channel moved at every place, and noised: cos(a) c + sin(a) epsilon with a = noise pi / 2. */
export function changedCode(code: ArrayLike<number>, s: LatentMapSettings): Float32Array {
  const channels = channelsOf[s.codec];
  const channel = Math.min(s.channel, channels - 1);
  const angle = (s.noise * Math.PI) / 2;
  const noise = random(s.seed).split(`noise of a ${s.codec} latent`).normals(new Float64Array(code.length));
  return Float32Array.from(code, (v, i) => {
    const moved = v + (i % channels === channel ? s.change : 0);
    return Math.cos(angle) * moved + Math.sin(angle) * noise[i];
  });
}

export const placeKey = ({ mode, x, y }: LatentMapSettings): string | null => (mode === 'plane' ? `${x} ${y}` : null);
export const movingKey = ({ mode, t, seed: of }: LatentMapSettings): string | null =>
  mode === 'plane' ? `${t} ${of}` : null;
export const codeKey = ({ mode, codec, digit, channel, change, noise, seed: of }: LatentMapSettings): string | null =>
  mode === 'code' ? [codec, digit, channel, change, noise, of].join(' ') : null;
