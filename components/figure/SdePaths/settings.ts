/** What the figure of paths is set to. No DOM here. */
import { choice, nested, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

/** Walkers drawn as lines: the first ones of the crowd. */
export const lineCount = 48;
/** Euler-Maruyama steps on offer. Each divides the next, so that all of them can follow one Wiener path. */
export const stepChoices = [20, 100, 500] as const;
/** Half the height of the pictures, in units of the vertical axis. */
export function extentOf({ mode }: { readonly mode: string }): number {
  return mode === 'plane' ? 3.1 : 3.5;
}

export const sdePaths = schema({
  /** Paths over time on a line; in the plane; forward paths on a line pinned at both ends. */
  mode: choice(['line', 'plane', 'bridge'], 'line'),
  direction: choice(['reverse', 'forward'], 'reverse'),
  /** Noise on the way back. 0: the probability-flow ODE. 1: the reverse SDE. */
  lambda: number(1, { min: 0, max: 2 }),
  process: choice(['vp', 'sub-vp', 've', 'flow'], 'vp'),
  steps: nested<(typeof stepChoices)[number]>(100, (value) => {
    const found = stepChoices.find((steps) => steps === value);
    if (found === undefined)
      throw new RangeError(
        `${typeof value === 'number' || typeof value === 'string' ? value : typeof value} (expected 20, 100 or 500)`,
      );
    return found;
  }),
  line: choice(['two', 'three'], 'three'),
  plane: choice(['eight', 'three'], 'eight'),
  /** The time shown. */
  t: number(0, { min: 0, max: 1 }),
  /** The path picked out, from 1; 0 for none. */
  path: number(3, { min: 0, max: lineCount, integer: true }),
  /** The bridge's ends: x_0, and x at the noise end in units of its own scale there. */
  from: number(-1.3, { min: -3, max: 3 }),
  to: number(1, { min: -3, max: 3 }),
  seed: seed(5),
});

export type SdeSettings = SettingsOf<typeof sdePaths>;

/** Walkers of the crowd whose distribution is measured. */
export function crowdCount({ mode }: Pick<SdeSettings, 'mode'>): number {
  return mode === 'plane' ? 1000 : 2000;
}

/** All that walkers follow from but what a reader drags while they walk. */
function courseKey({ mode, direction, process, steps, line, plane, seed: from }: SdeSettings): string {
  if (mode === 'bridge') return [mode, process, steps, from].join(' ');
  return [mode, direction, process, steps, mode === 'line' ? line : plane, from].join(' ');
}

/** All that walkers follow from: a change of anything else only looks at them. */
export function walkKey(s: SdeSettings): string {
  const { mode, direction, lambda, from, to } = s;
  const dragged = mode === 'bridge' ? [from, to] : direction === 'reverse' ? [lambda] : [];
  return [courseKey(s), ...dragged].join(' ');
}

/** Whether `a` and `b` differ by no more than what is dragged: one may stand in for the other for a moment. */
export function near(a: SdeSettings, b: SdeSettings): boolean {
  return courseKey(a) === courseKey(b);
}
