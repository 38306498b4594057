/** How many sweeps it takes, and what they cost: against steps, and against the window. No DOM here. */
import { costingParallel, type ParallelCost, type ParallelSpec } from '../../../src/engine/kinds/plane/parallel';
import { exactOf, specOf, windowOf, type Course } from './state';

/** Steps that are tried. */
export const stepRungs = [10, 20, 35, 50, 70, 100, 140, 200] as const;
const windowRungs = [1, 2, 3, 5, 10, 20, 50, 100, 200] as const;

export interface Cost {
  readonly steps: number;
  readonly window: number;
  readonly sweeps: number;
  readonly evaluations: number;
  readonly inARow: number;
}

export interface Charts {
  readonly key: string;
  readonly of: Course;
  /** Against steps: with the window as set, and with all steps at once. */
  readonly windowed: readonly Cost[];
  readonly whole: readonly Cost[];
  /** Against the window, for the steps as set; from one step at a time, which is the sequential run, to all at once. */
  readonly windows: readonly Cost[];
  /** The share that is computed. */
  readonly done: number;
}

/** Windows that are tried for so many steps: up to all of them, and the one that is set. */
export function windowsFor(s: Pick<Course, 'steps' | 'window'>): readonly number[] {
  const all = new Set([...windowRungs.filter((w) => w < s.steps), windowOf(s), s.steps]);
  return [...all].sort((a, b) => a - b);
}

/** A run whose cost is asked for. */
export type CostAsked = Pick<Course, 'steps' | 'window'>;

/** All of it, told as it grows: yields what is to be measured, and is given its cost. */
function* charted(s: Course, key: string, report: (charts: Charts) => void): Generator<CostAsked, void, ParallelCost> {
  const known = new Map<string, Cost>();
  const asked = windowsFor(s);
  const all = 2 * stepRungs.length + asked.length;
  let charts: Charts = { key, of: s, windowed: [], whole: [], windows: [], done: 0 };
  function* cost(steps: number, most: number): Generator<CostAsked, Cost, ParallelCost> {
    const window = Math.min(steps, most);
    const name = `${steps} ${window}`;
    const found = known.get(name) ?? { steps, window, ...(yield { steps, window }) };
    known.set(name, found);
    return found;
  }
  function tell(more: Partial<Charts>): void {
    charts = { ...charts, ...more };
    const { windowed, whole, windows } = charts;
    charts = { ...charts, done: (windowed.length + whole.length + windows.length) / all };
    report(charts);
  }
  for (const window of asked) tell({ windows: [...charts.windows, yield* cost(s.steps, window)] });
  for (const steps of stepRungs) {
    tell({ windowed: [...charts.windowed, yield* cost(steps, s.window)] });
    tell({ whole: [...charts.whole, yield* cost(steps, steps)] });
  }
}

/** With the exact score. Yields after every sweep. */
export function* charting(s: Course, key: string, report: (charts: Charts) => void): Generator<void, void, void> {
  const work = charted(s, key, report);
  for (let next = work.next(); next.done !== true;) {
    next = work.next(yield* costingParallel(specOf({ ...s, ...next.value }), exactOf(s)));
  }
}

/** With whatever model answers what a run costs. */
export async function chartingBy(
  cost: (spec: ParallelSpec) => Promise<ParallelCost>,
  s: Course,
  key: string,
  report: (charts: Charts) => void,
): Promise<void> {
  const work = charted(s, key, report);
  for (let next = work.next(); next.done !== true;) next = work.next(await cost(specOf({ ...s, ...next.value })));
}

/** The run with the window as set, once it is there. */
export const costAsSet = ({ of, windows }: Charts): Cost | undefined =>
  windows.find(({ window }) => window === windowOf(of));

export function chartsNow(s: Course, key: string): Charts {
  let last: Charts | null = null;
  const work = charting(s, key, (charts) => (last = charts));
  while (work.next().done !== true);
  return last as unknown as Charts;
}
