/** Words of the race, all made from its state. */
import type { ChoiceOption } from '../../control/index';
import type { Tone } from '../../control/tone';
import { evaluationsOf, type SamplerName } from '../../../src/core/sampler/index';
import { farthest } from '../../../src/core/sampler/outcome';
import { fixed, significant } from '../../../src/picture/numbers';
import { solvedPictures, type DigitLane } from './digit-race';
import { isEndless, pupilCalls, type DigitRunner } from './runners';
import { orderOf, type Lane, type Measure, type RaceState } from './race';
import { pupilLanes, type RaceSettings } from './settings';
import { entryOf, racers, stepsFor, tooDear } from '../kit/samplers';
import { targetNames } from '../kit/exact-targets';
import { gridNames, samplerLabel, scheduleNames } from '../kit/sampler-labels';
import { strayText } from '../kit/stray';

/** Signs of the lanes: a colour, a dash and a mark each, so that colour is never the only one. */
export const laneSigns: readonly {
  readonly tone: Tone;
  readonly dash?: string;
  readonly size: number;
  readonly filled: boolean;
}[] = [
  { tone: 'discriminator', size: 3.5, filled: true },
  { tone: 'generator', dash: '7 3', size: 4, filled: false },
  { tone: 'noised', dash: '2 3', size: 3.5, filled: true },
  { tone: 'ink', dash: '9 3 2 3', size: 4, filled: false },
];

/** Signs and names of lanes that other models run in. */
const otherModels: Readonly<
  Record<Exclude<DigitRunner, SamplerName>, { readonly sign: (typeof laneSigns)[number]; readonly label: string }>
> = {
  'pupil-1': { sign: { tone: 'model', size: 4, filled: true }, label: 'Pupil, asked once' },
  'pupil-2': { sign: { tone: 'model', dash: '3 3', size: 4, filled: false }, label: 'Pupil, asked twice' },
  codes: { sign: { tone: 'data', dash: '6 2', size: 4, filled: false }, label: 'In codes, DPM-Solver++ (2M)' },
};
const otherModel = (runner: DigitRunner) =>
  Object.hasOwn(otherModels, runner) ? otherModels[runner as keyof typeof otherModels] : undefined;

/** The sign of a runner in lane `i`. */
export const signOf = (runner: DigitRunner, i: number): (typeof laneSigns)[number] =>
  otherModel(runner)?.sign ?? laneSigns[i];

export const runnerLabel = (runner: DigitRunner): string =>
  otherModel(runner)?.label ?? samplerLabel(runner as SamplerName);

export const pupilOptions: readonly ChoiceOption<RaceSettings['pupil']>[] = [
  { value: 'none', label: 'no pupil' },
  { value: 'once', label: 'asked once' },
  { value: 'twice', label: 'asked twice' },
  { value: 'both', label: 'both' },
];

export const modelOptions: readonly ChoiceOption<RaceSettings['model']>[] = [
  { value: 'exact', label: 'Exact score' },
  { value: 'learned', label: 'A network' },
  { value: 'digits', label: 'Digits' },
];
export const samplerOptions: readonly ChoiceOption<SamplerName>[] = racers.map((value) => ({
  value,
  label: entryOf(value).label,
}));

/** A sampler's name where there is little room: without what stands in brackets. */
export function shortLabel(name: DigitRunner): string {
  return runnerLabel(name)
    .replace(/ \((?!\d|SDE)[^)]*\)/, '')
    .replace(/, adaptive$/, '');
}

/** What a lane on digits spent. */
export const digitShare = (lane: Pick<DigitLane, 'sampler' | 'steps' | 'evaluations'>): string =>
  lane.sampler === 'pupil-1' || lane.sampler === 'pupil-2'
    ? `${lane.evaluations} ${lane.evaluations === 1 ? 'evaluation' : 'evaluations'}, guidance built in`
    : lane.sampler === 'codes'
      ? `${lane.evaluations} evaluations of a smaller network, and the decoder once`
      : shareText({ ...lane, sampler: lane.sampler });

/** What the equal share buys this sampler: `6 steps of 2, 12 evaluations`; the 2 only where every step costs as much. */
export function shareText(lane: Pick<Measure, 'sampler' | 'steps' | 'evaluations'>): string {
  const { sampler, steps, evaluations } = lane;
  const entry = entryOf(sampler);
  const each = entry.evaluationsPerStep;
  const cost = each > 1 && evaluationsOf(entry, steps, false) === each * steps ? ` of ${each}` : '';
  return `${steps} ${steps === 1 ? 'step' : 'steps'}${cost}, ${evaluations} evaluations`;
}

export function laneReadout(lane: Lane): string {
  const off =
    lane.error === null ? 'draws noise, so it has no one end point' : `${significant(lane.error)} from the ODE’s end`;
  return `${off}; energy distance ${fixed(lane.distance, 4)}${strayText(farthest(lane.states.at(-1)?.data ?? []))}`;
}

export function orderText(points: readonly Measure[]): string {
  const order = orderOf(points);
  return order === null ? '' : fixed(order, 1);
}

/** `12 evaluations each: DDIM takes 12 steps, Heun 6.` */
export function shares(s: RaceSettings): string {
  const each = s.samplers.map((name, i) => {
    const steps = stepsFor(name, s.evaluations);
    return `${shortLabel(name)} ${i === 0 ? `takes ${steps} ${steps === 1 ? 'step' : 'steps'}` : steps}`;
  });
  const dear = s.samplers.flatMap((name) => {
    const least = tooDear(name, s.evaluations);
    return least === null
      ? []
      : [` ${shortLabel(name)} spends ${least}, what one step costs: it has more than its share.`];
  });
  return `${s.evaluations} evaluations each: ${each.join(', ')}.${dear.join('')}`;
}

/** What the pupil spends, where it runs. */
export function pupilText(s: RaceSettings): string {
  const calls = pupilLanes(s);
  if (calls.length === 0) return '';
  return ` The network’s pupil spends ${calls.length === 2 ? 'one evaluation, and in another lane two' : calls[0] === 1 ? 'one evaluation' : 'two evaluations'}, under a schedule of its own.`;
}

/** What the model of codes does, where it runs. */
export const codesText = (s: RaceSettings): string =>
  s.codes ? ' The model of codes walks 32 numbers along the same course, and decodes them at the end.' : '';

export function summary(s: RaceSettings, { lanes, points }: RaceState): string {
  const model =
    s.model === 'exact'
      ? `the exact score of ${targetNames[s.target].toLowerCase()}`
      : 'a network trained on eight Gaussians';
  const what = `Samplers on ${model} under the ${scheduleNames[s.schedule]} schedule, times ${gridNames[s.grid]}. ${shares(s)}`;
  if (lanes.length === 0) return `${what} Nothing has run yet.`;
  const results = lanes.map((lane) => `${samplerLabel(lane.sampler)}: ${laneReadout(lane)}`).join('. ');
  const orders = s.samplers.flatMap((name) => {
    const order = orderText(points.filter((p) => p.sampler === name));
    return order ? [`${shortLabel(name)} ${order}`] : [];
  });
  return `${what} ${results}.${orders.length > 0 ? ` Measured orders: ${orders.join(', ')}.` : ''}`;
}

export function digitReadout({ done, evaluations, sampler, measure }: DigitLane, pictures: number): string {
  if (done === 0) return 'about to run';
  if (!measure) return `${evaluations} evaluations so far`;
  const distance = measure.frechet === null ? '' : `; Fréchet distance ${fixed(measure.frechet, 1)}`;
  const off = pupilCalls(sampler)
    ? '; it follows no path, so it has no ODE’s end'
    : sampler === 'codes'
      ? '; another model, with ends of its own'
      : isEndless(sampler)
        ? '; draws noise, so it has no one end'
        : measure.error === null
          ? ''
          : `; ${significant(measure.error, 2)} a pixel from the ODE’s end`;
  return `${measure.agreed} of ${pictures} read as asked${distance}${off}${strayText(measure.farthest)}`;
}

/** What the numbers are, and what real digits get. */
export function digitFloor(s: RaceSettings, training: number, floor: number | undefined): string {
  const real =
    floor === undefined ? '' : ` ${s.pictures} real held-out digits, as many of each class, are at ${fixed(floor, 1)}.`;
  return `${s.pictures} digits a lane, the same noise for all, guidance ${s.guidance}${s.guidance > 0 ? ' (each evaluation asks the network with the class and without)' : ''}. The Fréchet distance is to ${training.toLocaleString('en')} training digits, in the classifier’s 64 features; it falls with their number.${real} The error is the root mean square over the first ${solvedPictures}, ink from 0 to 1.`;
}

export function digitSummary(s: RaceSettings, lanes: readonly DigitLane[]): string {
  const what = `Samplers on the book’s digit network under the ${scheduleNames[s.schedule]} schedule, times ${gridNames[s.grid]}, ${s.pictures} digits a lane. ${shares(s)}${pupilText(s)}${codesText(s)}`;
  if (lanes.every(({ done }) => done < 1)) return `${what} Nothing is finished yet.`;
  return `${what} ${lanes.map((lane) => `${runnerLabel(lane.sampler)}: ${digitReadout(lane, s.pictures)}`).join('. ')}.`;
}
