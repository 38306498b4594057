/** What the race is set to. */
import type { PupilEvaluations } from '../../../src/core/image-network/pupil';
import type { SamplerName } from '../../../src/core/sampler/index';
import { grids } from '../../../src/engine/kinds/plane/sampling';
import { boolean, choice, nested, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { targets } from '../kit/exact-targets';
import { racers, schedules } from '../kit/samplers';

export const models = ['exact', 'learned', 'digits'] as const;
/** Digits in a lane: for as many real ones the distance is known. */
export const pictureCounts = [50, 100, 200, 500] as const;
export const pupilChoices = ['none', 'once', 'twice', 'both'] as const;
export const mostPoints = 2000;
export const mostLanes = 4;
export const mostEvaluations = 100;

export const samplerRace = schema({
  samplers: nested<readonly SamplerName[]>(usual(['ddim', 'heun', 'dpmpp2m', 'unipc']), parseLanes),
  /** Denoiser evaluations that each of them may spend. */
  evaluations: number(12, { min: 4, max: mostEvaluations, integer: true }),
  /** Points in each lane. */
  points: number(400, { min: 100, max: mostPoints, integer: true }),
  model: choice(models, 'exact'),
  /** On digits: how many in each lane, and w of Ho and Salimans 2022, eq. 6. */
  pictures: nested<number>(100, parsePictures),
  guidance: number(1, { min: 0, max: 4 }),
  /** On digits: the network's pupil in lanes of its own, asked once, twice, or once in one lane and twice in another. */
  pupil: choice(pupilChoices, 'none'),
  /** On digits: the model that draws codes of 32 numbers, in a lane of its own. */
  codes: boolean(false),
  target: choice(targets, 'eight-gaussians'),
  schedule: choice(schedules, 'linear'),
  grid: choice(grids, 'log-snr'),
  /** Whether the last step goes to t = 0. */
  zero: boolean(false),
  /** The part of the evaluations that is spent in what is shown. */
  at: number(1, { min: 0, max: 1 }),
  /** Lines from the points to where the ODE ends. */
  misses: boolean(false),
  seed: seed(7),
});

export type RaceSettings = SettingsOf<typeof samplerRace>;

/** Evaluations of each lane of the pupil's. */
export const pupilLanes = ({ pupil }: Pick<RaceSettings, 'pupil'>): readonly PupilEvaluations[] =>
  (({ none: [], once: [1], twice: [2], both: [1, 2] }) as const)[pupil];

/** The lanes after the reader chose `name` (or none) for one of them: nobody runs twice, somebody runs. */
export function withLane(
  lanes: readonly SamplerName[],
  lane: number,
  name: SamplerName | 'none',
): readonly SamplerName[] {
  if (name === 'none') return lanes.length > 1 ? lanes.filter((_, i) => i !== lane) : lanes;
  const there = lanes.indexOf(name);
  if (there >= 0 && lane < lanes.length)
    return lanes.map((one, i) => (i === lane ? name : i === there ? lanes[lane] : one));
  if (there >= 0) return lanes;
  return lane < lanes.length ? lanes.map((one, i) => (i === lane ? name : one)) : [...lanes, name].slice(0, mostLanes);
}

function parseLanes(value: unknown): readonly SamplerName[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  if (names.length < 1 || names.length > mostLanes)
    throw new RangeError(`expected 1 to ${mostLanes} names of samplers`);
  const lanes = names.map((name) => {
    const found = racers.find((one) => one === name);
    if (found === undefined)
      throw new RangeError(`unknown sampler ${String(name).slice(0, 40)} (expected ${racers.join(', ')})`);
    return found;
  });
  return [...new Set(lanes)];
}

function parsePictures(value: unknown): number {
  const found = pictureCounts.find((n) => n === value);
  if (found === undefined) throw new RangeError(`expected ${pictureCounts.join(', ')} digits in a lane`);
  return found;
}

function usual(names: readonly SamplerName[]): readonly SamplerName[] {
  return names.filter((name) => racers.includes(name));
}
