/** What the trials came to: numbers at equal shares of the budget, their spread over seeds, and what may be said of it. */
import type { Measured } from '../../../src/engine/kinds/plane/measured';
import type { RunFacts } from '../../../src/engine/protocol';
import { spentBy, type RaceUnit, type Spent } from '../../../src/engine/race';

export const contestants = ['diffusion', 'gan'] as const;
export type Contestant = (typeof contestants)[number];

/** How one run stood at one mark of its budget. */
export interface Mark extends Measured {
  readonly mark: number;
  readonly step: number;
  readonly spent: Spent;
}

/** A run of one seed, as far as it has come. */
export interface Course {
  readonly marks: readonly Mark[];
  /** The newest points, x and y by turns. */
  readonly samples: ArrayLike<number>;
  /** Its last snapshot is of the end of the budget. */
  readonly over: boolean;
  /** Its losses left the numbers: what is shown are the last good weights. */
  readonly diverged: boolean;
}

/** Samples of the trained diffusion model with so many evaluations, and how far they are from the data. */
export interface Probe {
  readonly sampler: ProbedSampler;
  readonly evaluations: number;
  readonly distance: number;
}

export const probedSamplers = ['ddim', 'dpmpp2m'] as const;
export type ProbedSampler = (typeof probedSamplers)[number];

/** Both, from one seed. */
export interface Trial extends Readonly<Record<Contestant, Course>> {
  readonly seed: number;
  readonly probes: readonly Probe[];
  /** Points a second, measured where the figure ran; null before. */
  readonly speeds: Readonly<Record<Contestant, number>> | null;
}

export const noCourse: Course = { marks: [], samples: [], over: false, diverged: false };
export const newTrial = (seed: number): Trial => ({
  seed,
  diffusion: noCourse,
  gan: noCourse,
  probes: [],
  speeds: null,
});

type Shown = RunFacts & Measured & { readonly samples: Float64Array };

/** A course with one more snapshot. */
export function followed(course: Course, snapshot: Shown): Course {
  if (snapshot.samples.length === 0) return course;
  const { step, spent, mark, energyDistance, modesCovered, between, precision, recall } = snapshot;
  const diverged = course.diverged || snapshot.status === 'error';
  const marks =
    mark === undefined || diverged
      ? course.marks
      : [
          ...course.marks.filter((m) => m.mark < mark),
          { mark, step, spent, energyDistance, modesCovered, between, precision, recall },
        ];
  return { marks, samples: snapshot.samples, over: course.over || snapshot.status === 'done', diverged };
}

export const measures = ['energyDistance', 'modesCovered', 'precision', 'recall'] as const;
export type MeasureName = (typeof measures)[number];

/** Where less is better: the others are shares and counts. */
const lessIsBetter: ReadonlySet<MeasureName> = new Set<MeasureName>(['energyDistance']);

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Null where there is nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  return { n, low: sorted[0], high: sorted[n - 1], median: (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2 };
}

/** Trials in which both came to the end of the budget. */
export function finished(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter(({ diffusion, gan }) => diffusion.over && gan.over);
}

/** A measure at the end of the budget, over the finished trials; null where the target has none (modes of a spiral). */
export function endOf(trials: readonly Trial[], who: Contestant, what: MeasureName): Spread | null {
  const values = finished(trials).map((trial) => trial[who].marks.at(-1)?.[what] ?? NaN);
  return spreadOf(what === 'modesCovered' ? values.filter((v) => v >= 0) : values);
}

/** Fewest seeds from which anything is concluded. */
export const fewestSeeds = 3;

export type Verdict = Contestant | 'alike' | 'overlap' | 'few' | 'none';

/**
 * Who is better, if all seeds of the one are better than all of the other: `overlap` where the ranges touch, `few` where there are
 * fewer than three seeds, `alike` where all seeds of both came to one number, `none` where nothing was measured.
 */
export function verdictOf(trials: readonly Trial[], what: MeasureName): Verdict {
  const [d, g] = contestants.map((who) => endOf(trials, who, what));
  if (!d || !g) return 'none';
  if (Math.min(d.n, g.n) < fewestSeeds) return 'few';
  if (d.low === d.high && g.low === g.high && d.low === g.low) return 'alike';
  const [lower, higher]: [Contestant, Contestant] | [null, null] =
    d.high < g.low ? ['diffusion', 'gan'] : g.high < d.low ? ['gan', 'diffusion'] : [null, null];
  if (!lower) return 'overlap';
  return lessIsBetter.has(what) ? lower : higher;
}

/** Chance that the ranges of n and n seeds come apart, either way, where both models are equally good: 2 / (2n choose n). */
export function chanceOfSeparation(n: number): number {
  let choose = 1;
  for (let i = 1; i <= n; i++) choose = (choose * (n + i)) / i;
  return 2 / choose;
}

/** The median over the trials at each mark that any of them has reached, in units of the budget. */
export function medianCurve(
  trials: readonly Trial[],
  who: Contestant,
  what: MeasureName,
  by: RaceUnit,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const last = Math.max(0, ...trials.map((trial) => trial[who].marks.at(-1)?.mark ?? 0));
  const x: number[] = [],
    y: number[] = [];
  for (let mark = 1; mark <= last; mark++) {
    const here = trials.flatMap((trial) => trial[who].marks.filter((m) => m.mark === mark));
    const spread = spreadOf(here.map((m) => m[what]));
    const spent = spreadOf(here.map((m) => spentBy(m.spent, by)));
    if (!spread || !spent) continue;
    x.push(spent.median);
    y.push(spread.median);
  }
  return { x, y };
}

/** Distances of one sampler with so many evaluations each, over the finished trials. */
export function probeCurve(
  trials: readonly Trial[],
  sampler: ProbedSampler,
): readonly (Spread & { readonly evaluations: number })[] {
  const all = finished(trials).flatMap(({ probes }) => probes.filter((p) => p.sampler === sampler));
  const counts = [...new Set(all.map(({ evaluations }) => evaluations))].sort((a, b) => a - b);
  return counts.flatMap((evaluations) => {
    const spread = spreadOf(all.filter((p) => p.evaluations === evaluations).map(({ distance }) => distance));
    return spread ? [{ ...spread, evaluations }] : [];
  });
}

/** Fewest evaluations with which the diffusion model's median is no farther from the data than the GAN's; null where it never is. */
export function evaluationsToMatch(
  trials: readonly Trial[],
): { readonly sampler: ProbedSampler; readonly evaluations: number } | null {
  const gan = endOf(trials, 'gan', 'energyDistance');
  if (!gan) return null;
  const enough = probedSamplers.flatMap((sampler) => {
    const first = probeCurve(trials, sampler).find(({ median }) => median <= gan.median);
    return first ? [{ sampler, evaluations: first.evaluations }] : [];
  });
  return enough.sort((a, b) => a.evaluations - b.evaluations)[0] ?? null;
}
