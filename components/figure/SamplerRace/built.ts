/** The race as it was run when the page was built: small enough to travel in it. */
import { batch, type Batch } from '../../../src/core/batch';
import { newMemory, runRace, type Lane, type Measure, type Memory, type RaceState } from './race';
import { samplerRace, type RaceSettings } from './settings';
import { exactSolver } from './solve';
import { noPace } from '../kit/pace';

export interface BuiltRace {
  readonly settings: RaceSettings;
  readonly lanes: readonly {
    readonly measure: Measure;
    readonly spent: readonly number[];
    readonly times: readonly number[];
    readonly trails: readonly number[];
    readonly end: readonly number[];
  }[];
  readonly points: readonly Measure[];
  readonly solution: number | null;
  readonly known: {
    readonly measures: readonly (readonly [string, Measure])[];
    readonly solutions: readonly (readonly [string, number])[];
  };
}

/** Runs it, with the exact score: a network that is to be trained here has nothing to show yet. */
export async function raceAtBuild(initial: unknown): Promise<BuiltRace | null> {
  const { settings } = samplerRace.parse(initial);
  if (settings.model !== 'exact') return null;
  const memory = newMemory();
  let last: RaceState | null = null;
  await runRace({
    settings,
    memory,
    solve: exactSolver(settings.target, noPace),
    pace: noPace,
    network: '',
    wanted: () => true,
    report: (state) => {
      last = state;
    },
  });
  const { lanes, points, solution } = last as unknown as RaceState;
  return {
    settings,
    points,
    solution,
    lanes: lanes.map(({ spent, times, trails, states, sampler, steps, evaluations, error, distance }) => ({
      measure: { sampler, steps, evaluations, error, distance },
      spent: Array.from(spent),
      times: Array.from(times),
      trails: trails.flatMap(({ data }) => Array.from(data, rounded)),
      end: Array.from(states.at(-1)!.data, rounded),
    })),
    known: { measures: [...memory.measures], solutions: [...memory.solutions] },
  };
}

export function stateOfBuilt(built: BuiltRace): RaceState {
  return {
    points: built.points,
    solution: built.solution,
    truth: null,
    done: 1,
    lanes: built.lanes.map(({ measure, spent, times, trails, end }): Lane => {
      const n = times.length;
      const size = trails.length / n;
      const blocks = Array.from({ length: n }, (_, k) => batch(trails.slice(k * size, (k + 1) * size), 2));
      const states: (Batch | null)[] = blocks.map((_, k) => (k === n - 1 ? batch(end, 2) : null));
      return { ...measure, spent, times, trails: blocks, states };
    }),
  };
}

/** What was measured then need not be measured again. */
export function memoryOf(built: BuiltRace | null): Memory {
  return { measures: new Map(built?.known.measures), solutions: new Map(built?.known.solutions), truths: new Map() };
}

/** A hundredth of a picture's unit. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000 + 0;
}
