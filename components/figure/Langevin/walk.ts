/**
 * The two walks, move by move. Both are `langevin` of the sampler library: unannealed at the least noise, where p_t is the data's
 * density to within a quarter of a per cent of a mode's variance, and annealed as `annealedLangevin` does it.
 */
import { copy, type Batch } from '../../../src/core/batch';
import { energyDistanceTo } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { langevin } from '../../../src/core/sampler/langevin';
import { modesOf, noise, schedule, shares, startPoints, targets, type WalkSettings } from './state';

export const methods = ['plain', 'annealed'] as const;
export type Method = (typeof methods)[number];

/** One measurement of a walk. */
export interface Mark {
  readonly move: number;
  readonly shares: readonly number[];
  readonly energyDistance: number;
}

export interface Walk {
  /** Moves made. */
  readonly made: number;
  /** Positions after a move already made: x and y by turns. */
  at(move: number): Float32Array;
  readonly marks: readonly Mark[];
}

/** A walk being computed. */
export interface Walking extends Walk {
  /** Makes one more move; false when there are no more to make. */
  advance(): boolean;
}

/** Places along a walk at which it is measured, beside its start. */
const measurements = 40;
/** Points of the data that a walk is measured against. */
const yardstick = 500;

/** The noise level, 0 … levels - 1 from the noisiest, that a move (1 … moves) of the annealed walk belongs to. */
export function levelOf(move: number, { moves, levels }: Pick<WalkSettings, 'moves' | 'levels'>): number {
  return Math.min(levels - 1, Math.floor(((Math.max(1, move) - 1) * levels) / moves));
}

/** Time of a noise level: sigma falls by equal ratios; a single level is the least noise. */
export function timeOfLevel(level: number, levels: number): number {
  return levels === 1 ? 0 : 1 - level / (levels - 1);
}

/** sigma at which a move is made. */
export function sigmaAt(method: Method, move: number, settings: Pick<WalkSettings, 'moves' | 'levels'>): number {
  return method === 'plain' ? noise.least : schedule.sigma(timeOfLevel(levelOf(move, settings), settings.levels));
}

/** The same walkers, with the same noise, under one method. */
export function createWalk(method: Method, settings: WalkSettings): Walking {
  const target = targets[settings.target];
  const { step, moves, levels, seed } = settings;
  const modes = target.modes.data.length / 2;
  const x = copy(startPoints(settings));
  const distance = energyDistanceTo(target.stratified(yardstick, random(20_202)));
  const { move } = langevin(target.denoiser(schedule), schedule, x, random(seed).split('walk'));
  const frames: Float32Array[] = [Float32Array.from(x.data)];
  const marks: Mark[] = [];
  // A mode's own variance is what limits the step where there is no noise to speak of.
  const variance = target.components.scales[0] ** 2 + noise.least ** 2;

  const measure = (made: number) =>
    marks.push({ move: made, shares: shares(modesOf(x, target), modes), energyDistance: distance(x) });
  measure(0);
  return {
    get made() {
      return frames.length - 1;
    },
    at: (index) => frames[index],
    marks,
    advance() {
      const made = frames.length;
      if (made > moves) return false;
      const t = method === 'plain' ? 0 : timeOfLevel(levelOf(made, settings), levels);
      const size = step * (method === 'plain' ? variance : schedule.sigma(t) ** 2);
      move(x, t, () => size);
      frames.push(Float32Array.from(x.data));
      if (Math.floor((made * measurements) / moves) > Math.floor(((made - 1) * measurements) / moves)) measure(made);
      return made < moves;
    },
  };
}

/** A walk made to its end. */
export function walked(method: Method, settings: WalkSettings): Walk {
  const walk = createWalk(method, settings);
  while (walk.advance());
  return walk;
}

/** Positions as a batch. */
export function points(frame: Float32Array): Batch {
  return { data: Float64Array.from(frame), dim: 2 };
}
