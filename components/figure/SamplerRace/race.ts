/** The race: who gets how far on equal evaluations, and how the error falls when there are more of them. */
import { batch, count, type Batch } from '../../../src/core/batch';
import type { SamplerName } from '../../../src/core/sampler/index';
import { makeSchedule, type Schedule } from '../../../src/core/schedule/index';
import { type SampleSpec, type Sampled, meanDistance, stateOf } from '../../../src/engine/kinds/plane/sampling';
import type { RaceSettings } from './settings';
import type { Solve } from './solve';
import { entryOf, scheduleOf, stepsFor } from '../kit/samplers';
import type { Pace } from '../kit/pace';
import { exactTarget } from '../kit/exact-targets';

export const trailCount = 60;
/** Root mean square of ln error about its line, at most. */
const straight = 0.25;
/** Evaluations at which the curves are measured. */
export const rungs = [6, 12, 18, 24, 36, 48, 72, 96, 144, 192] as const;

/** How one sampler did with so many evaluations. */
export interface Measure {
  readonly sampler: SamplerName;
  readonly steps: number;
  /** Denoiser calls that it really made. */
  readonly evaluations: number;
  /** Mean distance of its points to where the ODE takes them; null for a sampler that draws noise. */
  readonly error: number | null;
  readonly distance: number;
}

export interface Lane extends Measure {
  /** Evaluations spent at each state. */
  readonly spent: ArrayLike<number>;
  readonly times: ArrayLike<number>;
  /** The first points at every state, at the scale of the data. */
  readonly trails: readonly Batch[];
  /** All points; as built only the last state. */
  readonly states: readonly (Batch | null)[];
}

export interface RaceState {
  readonly lanes: readonly Lane[];
  readonly points: readonly Measure[];
  /** Energy distance of the ODE's own end points; null until they are known. */
  readonly solution: number | null;
  /** Where the ODE takes the points. */
  readonly truth: Batch | null;
  /** The part of the curves that is measured. */
  readonly done: number;
}

export const emptyRace: RaceState = { lanes: [], points: [], solution: null, truth: null, done: 0 };

/** What is known of one race already. Runs of another model or schedule are under other keys. */
export interface Memory {
  readonly measures: Map<string, Measure>;
  readonly solutions: Map<string, number>;
  readonly truths: Map<string, Batch>;
}

export const newMemory = (): Memory => ({ measures: new Map(), solutions: new Map(), truths: new Map() });

export interface RaceRun {
  readonly settings: RaceSettings;
  readonly solve: Solve;
  readonly pace: Pace;
  /** Which network, for the memory; '' for the exact score. */
  readonly network: string;
  readonly memory: Memory;
  readonly report: (state: RaceState) => void;
  /** False when nobody wants the rest. */
  readonly wanted: () => boolean;
}

/** Runs a race, reporting as it goes; resolves when all is known or nobody wants it any more. */
export async function runRace({ settings: s, solve, pace, network, memory, report, wanted }: RaceRun): Promise<void> {
  const { distance } = exactTarget(s.target);
  const field = fieldKey(s, network);
  let state: RaceState = {
    ...emptyRace,
    solution: memory.solutions.get(field) ?? null,
    truth: memory.truths.get(field) ?? null,
  };
  const show = (change: Partial<RaceState>): void => {
    state = { ...state, ...change };
    report(state);
  };

  const truth = async (): Promise<Batch> => {
    const known = memory.truths.get(field);
    if (known) return known;
    const end = stateOf(await solve(referenceSpec(s)));
    memory.truths.set(field, end);
    if (!memory.solutions.has(field)) memory.solutions.set(field, distance(end));
    if (wanted()) show({ truth: end, solution: memory.solutions.get(field)! });
    return end;
  };
  const measured = async (sampler: SamplerName, steps: number, made?: Sampled): Promise<Measure> => {
    const key = `${field} ${sampler} ${s.grid} ${steps}`;
    const known = memory.measures.get(key);
    if (known) return known;
    const sampled = made ?? (await solve(specOf(s, sampler, steps, false)));
    const end = stateOf(sampled);
    const error = entryOf(sampler).stochastic ? null : meanDistance(end, await truth());
    await pace.rest();
    const measure = { sampler, steps, evaluations: sampled.evaluations.at(-1)!, error, distance: distance(end) };
    memory.measures.set(key, measure);
    return measure;
  };

  const lanes: Lane[] = [];
  for (const sampler of s.samplers) {
    const steps = stepsFor(sampler, s.evaluations);
    const sampled = await solve(specOf(s, sampler, steps, true));
    const measure = await measured(sampler, steps, sampled);
    if (!wanted()) return;
    lanes.push({ ...measure, ...pictured(sampled, makeSchedule(scheduleOf(s))) });
    show({ lanes: [...lanes] });
  }
  if (s.misses) await truth();
  // The curves: short runs first, so that every sampler's line grows at once.
  const points: Measure[] = [];
  for (const [rung, evaluations] of rungs.entries()) {
    for (const sampler of s.samplers) {
      points.push(await measured(sampler, stepsFor(sampler, evaluations)));
      if (!wanted()) return;
      await pace.rest();
    }
    show({ points: [...points], done: (rung + 1) / rungs.length });
  }
}

/** Everything but the samplers and what they may spend: races that agree in it have one solution. */
function fieldKey({ target, points, schedule, zero, seed }: RaceSettings, network: string): string {
  return JSON.stringify([network || target, points, schedule, zero, seed]);
}

export function specOf(s: RaceSettings, sampler: SamplerName, steps: number, path: boolean): SampleSpec {
  return {
    sampler,
    steps,
    path,
    schedule: scheduleOf(s),
    grid: s.grid,
    zero: s.zero,
    least: 0.01,
    count: s.points,
    seed: s.seed,
  };
}

/**
 * The ODE itself, as good as solved: linear multistep of order 4 over 600 steps is within 3e-7 of twice as many. On its way
 * to t = 0 it comes down to a far smaller noise first, so that its last step makes no error.
 */
export function referenceSpec(s: RaceSettings): SampleSpec {
  return { ...specOf(s, 'lms', 600, false), grid: 'log-snr', least: s.zero ? 1e-4 : 0.01 };
}

/** States at the scale of the data, so that all of a path fits one picture whatever the schedule makes of x. */
function pictured(sampled: Sampled, schedule: Schedule): Pick<Lane, 'spent' | 'times' | 'trails' | 'states'> {
  const states = Array.from(sampled.times, (t, k) => {
    const scale = 1 / Math.hypot(schedule.alpha(t), schedule.sigma(t));
    return batch(
      stateOf(sampled, k).data.map((x) => scale * x),
      2,
    );
  });
  const trails = states.map((x) => batch(x.data.slice(0, 2 * Math.min(trailCount, count(x))), 2));
  return { spent: sampled.evaluations, times: sampled.times, states, trails };
}

/** The state that a sampler has reached when `spent` evaluations are gone. */
export function reached(lane: Lane, spent: number): number {
  let k = 0;
  while (k + 1 < lane.spent.length && lane.spent[k + 1] <= spent + 1e-9) k++;
  return k;
}

/**
 * The measured order: minus the slope of ln error over ln evaluations, by least squares over the last four rungs. Null
 * where they are on no line: a few points that change from one mode to another make such a mean jump.
 */
export function orderOf(points: readonly Measure[], of: 'error' | 'distance' = 'error'): number | null {
  const last = points
    .flatMap((p) =>
      p[of] !== null && p[of] > 1e-8 && p.evaluations >= 36
        ? [[Math.log(p.evaluations), Math.log(p[of])] as const]
        : [],
    )
    .slice(-4);
  if (last.length < 3) return null;
  const mean = (f: (p: readonly [number, number]) => number) => last.reduce((sum, p) => sum + f(p), 0) / last.length;
  const [x, y] = [mean(([a]) => a), mean(([, b]) => b)];
  const slope = mean(([a, b]) => (a - x) * (b - y)) / mean(([a]) => (a - x) ** 2);
  const off = Math.sqrt(mean(([a, b]) => (b - y - slope * (a - x)) ** 2));
  return off > straight ? null : -slope;
}
