/** Words of the figure of steps in parallel, all made from its state. */
import { fixed, percent, significant } from '../../../src/picture/numbers';
import { samplerLabel } from '../kit/sampler-labels';
import { shapeNames, shapes, type ShapeName } from './shapes';
import { lastOf, type Solved, type Stand } from './solve';
import { models, oneStep, pointCount, square, windowOf, type Course, type Model } from './state';
import { batchCost, rounds, type Timing } from './timing';
import { inText } from '../kit/in-text';

/** In a row of four there is room for one word. */
const short: Partial<Record<ShapeName, string>> = { 'two-moons': 'Moons', uneven: 'Uneven' };
export const shapeOptions = shapes.map((value) => ({ value, label: short[value] ?? shapeNames[value] }));
/** What a network can be shown. */
export const learnedOptions = shapeOptions.filter(({ value }) => value !== 'uneven');
const modelLabels: Readonly<Record<Model, string>> = {
  exact: 'exact score',
  learned: 'a network, trained here',
  digits: 'digits',
};
export const modelOptions = models.map((value) => ({ value, label: modelLabels[value] }));
/** Whose steps they are. */
const by = ({ model }: Pick<Course, 'model'>): string =>
  model === 'learned' ? 'a network that was trained here' : 'the exact score';
export const samplerOptions = oneStep.map((value) => ({ value, label: samplerLabel(value) }));

/** A distance: what is below all rounding is none. */
export function distanceText(value: number): string {
  return value < 1e-12 ? '0' : significant(value, 2);
}

/** A tolerance, or a level: one digit. */
export function levelText(value: number): string {
  return significant(value, 1);
}

const some = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

/** `30`, or `all 50 steps`. */
export function windowText(s: Pick<Course, 'steps' | 'window'>): string {
  return windowOf(s) === s.steps ? `all ${s.steps} steps` : String(s.window);
}

/** What a sweep did. */
export function sweepText({ of: { steps } }: Solved, { sweep, from, to, done }: Stand): string {
  if (sweep === 0) return 'the start: nothing is evaluated, and every state is the noise';
  const what = to - from === 1 ? `step ${to}` : `steps ${from + 1} to ${to} at once`;
  return `evaluated ${what}; then ${done} of ${steps} states are done`;
}

export function endText({ distance, to }: Stand): string {
  return `mean distance from the sequential answer ${distanceText(distance[to])}`;
}

/** Points that the picture does not reach; empty where it reaches all. */
export function outsideText({ end: { data, dim } }: Stand): string {
  const seen = Array.from({ length: data.length / dim }, (_, i) => square.contains(data[2 * i], data[2 * i + 1]));
  const n = seen.filter((inside) => !inside).length;
  return n === 0 ? '' : `${n} of ${seen.length} points ${n === 1 ? 'lies' : 'lie'} outside the picture`;
}

/** Steps to each sweep: how much dearer a batch may be than one evaluation. */
export const breakEven = (solved: Solved): number => solved.of.steps / lastOf(solved).sweep;

/** When it pays: steps ÷ sweeps, against what a batch of the window's size costs where that was measured. */
export function paysText(solved: Solved, times: Timing | null): string {
  const { of } = solved;
  const [window, even] = [windowOf(of), breakEven(solved)];
  if (window === 1) return 'A window of one step is the sequential run: nothing is done side by side.';
  const rule = `${of.steps} steps ÷ ${some(lastOf(solved).sweep, 'sweep')} = ${fixed(even, 1)}: it pays where a batch of ${window} costs less than ${fixed(even, 1)} evaluations.`;
  if (!times) return rule;
  const cost = batchCost(times);
  return `${rule} In this page it costs ${fixed(cost, 1)}, so here it ${cost < even ? 'pays' : 'does not'}.`;
}

/** The two ways of taking the steps, as they were timed here. */
export function timedText(solved: Solved, { sequential, parallel }: Timing): string {
  const more = lastOf(solved).evaluations / solved.sequentialEvaluations;
  return `All at once took ${significant(parallel / sequential, 2)} times as long as one after the other, with ${significant(more, 2)} times as many evaluations (medians of ${rounds} runs of each, in turn).`;
}

/** What the measured batch says of parallel hardware. */
export function rowText(solved: Solved, times: Timing): string {
  const window = windowOf(solved.of);
  const share = batchCost(times) / window;
  if (window === 1) return 'That is what taking the steps one by one costs.';
  const batch =
    share >= 0.9
      ? 'On one thread the batch is no faster: what parallel hardware would save is the row'
      : `On one thread the batch takes ${percent(share)} of its evaluations’ time; what parallel hardware would save besides is the row`;
  return `${batch}, ${some(lastOf(solved).inARow, 'evaluation')} one after another in place of ${solved.sequentialEvaluations}.`;
}

export function summary(solved: Solved, stand: Stand, times: Timing | null): string {
  const { of, stands, furthest, sequentialEvaluations } = solved;
  const { sweep, evaluations, inARow, distance } = lastOf(solved);
  const how = `${pointCount} points of ${inText(shapeNames[of.target])} by ${samplerLabel(of.sampler)} with ${by(of)}: ${of.steps} steps, a window of ${windowText(of)}, tolerance ${levelText(of.tolerance)}.`;
  const whole = ` Done after ${some(sweep, 'sweep')}: ${some(inARow, 'evaluation')} in a row in place of ${sequentialEvaluations}, and ${evaluations} in all. The samples are on average ${distanceText(distance[of.steps])} from the sequential ones, at most ${distanceText(furthest)}.`;
  const now = ` Shown is sweep ${stand.sweep} of ${stands.length - 1}: ${sweepText(solved, stand)}; at state ${stand.to} of ${of.steps}, ${endText(stand)}.`;
  const timed = times?.done === 1 ? ` ${timedText(solved, times)} ${rowText(solved, times)}` : '';
  return `${how}${whole}${now} ${paysText(solved, times?.done === 1 ? times : null)}${timed}`;
}
