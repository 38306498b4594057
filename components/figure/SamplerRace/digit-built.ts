/** The race on digits as it was run when the page was built: its ends and its numbers travel in the page. */
import type { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import {
  courseKey,
  newDigitMemory,
  runDigitRace,
  type DigitLane,
  type DigitMeasure,
  type DigitMemory,
} from './digit-race';
import { runnersOf } from './runners';
import { distanceTo, type RealDigits } from './real-moments';
import { samplerRace, type RaceSettings } from './settings';

export interface BuiltDigits {
  /** What it was run under. */
  readonly key: string;
  readonly lanes: readonly {
    readonly measure: DigitMeasure;
    /** Grey levels in base64. */
    readonly grey: string;
  }[];
  readonly measures: readonly (readonly [string, DigitMeasure])[];
}

/** What a race on digits depends on: the course, who runs, and how far. */
export const digitKey = (s: RaceSettings): string => JSON.stringify([courseKey(s), runnersOf(s), s.evaluations]);

/** Null where the figure begins with another model. */
export async function digitRaceAtBuild(
  initial: unknown,
  real: RealDigits,
  sample: typeof liveAsks.sample,
): Promise<BuiltDigits | null> {
  const { settings } = samplerRace.parse(initial);
  if (settings.model !== 'digits') return null;
  const memory = newDigitMemory();
  let last: readonly DigitLane[] = [];
  await runDigitRace({
    settings,
    real: distanceTo(real),
    sample,
    signal: new AbortController().signal,
    memory,
    report: (lanes) => {
      last = lanes;
    },
  });
  return {
    key: digitKey(settings),
    measures: [...memory.measures],
    lanes: last.flatMap(({ measure, pictures }) =>
      measure ? [{ measure, grey: btoa(Array.from(pictures, (v) => String.fromCharCode(v)).join('')) }] : [],
    ),
  };
}

export function lanesOfBuilt(built: BuiltDigits | null): readonly DigitLane[] {
  return (built?.lanes ?? []).map(({ measure, grey }) => ({
    sampler: measure.sampler,
    steps: measure.steps,
    evaluations: measure.evaluations,
    measure,
    done: 1,
    frames: [],
    pictures: Uint8Array.from(atob(grey), (c) => c.charCodeAt(0)),
  }));
}

export const memoryOfBuilt = (built: BuiltDigits | null): DigitMemory => ({
  ...newDigitMemory(),
  measures: new Map(built?.measures),
});
