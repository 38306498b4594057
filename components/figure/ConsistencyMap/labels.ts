/** Words of the consistency-map figure, all made from its state. */
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { grouped, percent, significant } from '../../../src/picture/numbers';
import { timeAxis, type TimeAxis } from '../timeAxis';
import type { Shown } from './built';
import { astray, distances, mean, meanError } from './measure';
import { schedule, times, type ConsistencyMapSettings, type MapMethod, type MapTarget } from './state';
import { inText } from '../kit/in-text';

/** The time in the book's notation. */
export const bookTime = timeAxis('book', schedule);

export const methodLabels: Readonly<Record<MapMethod, string>> = {
  'consistency-distillation': 'Continuous distillation',
  'consistency-training': 'Continuous training',
  'discrete-distillation': 'Distillation in 16 intervals',
  'easy-consistency': 'Easy tuning',
  'improved-consistency': 'Improved training, 10 to 160 intervals',
  progressive: 'Progressive distillation',
};

/** What the network learns, in a sentence. */
export const methodSaid: Readonly<Record<MapMethod, string>> = {
  'consistency-distillation': 'Along the teacher’s path the answer is not to change, at any moment.',
  'consistency-training':
    'Along the path of a datum and a noise the answer is not to change, on average over all that cross here.',
  'discrete-distillation':
    'The answer at one time is to be that at the next, one step of the teacher’s further down: the path has 16 intervals.',
  'easy-consistency':
    'The teacher itself learns on: the answer at one time is to be that at another of the same datum and noise. The two times draw together in seven stages.',
  'improved-consistency':
    'Without a teacher: the answer at one time is to be that at the next of the same datum and noise, on 10 intervals, then 20, up to 160.',
  progressive:
    'Not a consistency model: its last phase learns one step from pure noise, and what it says at other times is left over from the phases before.',
};

export const targetLabels: Readonly<Record<MapTarget, string>> = {
  'eight-gaussians': 'Eight Gaussians',
  'twenty-five-gaussians': 'Twenty-five Gaussians',
};

/** What the next press does. */
export function nextPress(settings: PupilSettings, step: number): string {
  const { teacher, total } = lengthsOf(settings);
  if (teacher === 0) return step === 0 ? 'Train it' : step < total ? 'Go on' : 'Train on';
  if (step < teacher) return step === 0 ? 'Train the teacher' : 'Go on';
  if (step >= total) return 'Train on';
  return step === teacher ? 'Teach the pupil' : 'Go on';
}

/** Whose answers are shown. */
export function whoText({ of }: Pick<Shown, 'of'>, method: MapMethod): string {
  if (of === 'teacher') return 'Teacher';
  return methodFacts[method].teacher ? 'Pupil' : 'Network';
}

export const lengthText = (error: number): string => (error < 0.005 ? 'under 0.01' : significant(error, 2));

/** At the time shown: the mean distance, and how many points go elsewhere. */
export interface Reading {
  readonly mean: number;
  readonly astray: number;
  readonly count: number;
}

export function readingOf(target: MapTarget, { exact, learned }: Shown): Reading | null {
  if (!learned) return null;
  const stray = astray(target, exact, learned);
  return { mean: mean(distances(exact, learned)), astray: stray.filter(Boolean).length, count: stray.length };
}

export function strayText({ astray: n, count }: Reading): string {
  return n === 0 ? `all ${count} in the right Gaussian` : `${n} of ${count} in another Gaussian, ringed`;
}

export function summary(
  s: ConsistencyMapSettings,
  shown: Shown | null,
  step: number,
  time: TimeAxis = bookTime,
): string {
  const what = `${methodLabels[s.method]} on ${inText(targetLabels[s.target])}. ${methodSaid[s.method]}`;
  if (!shown) return `${what} The exact map is being computed.`;
  const reading = readingOf(s.target, shown);
  const at = time.text(times[shown.k]);
  if (!reading) return `${what} At ${at} the exact map is shown. No network has been trained yet.`;
  const who = shown.of === 'teacher' ? 'the teacher’s guess, the mean of the data, is' : 'the learned map is';
  const share = percent(reading.astray / reading.count);
  return `${what} After ${grouped(step)} steps, at ${at}, ${who} on average ${lengthText(reading.mean)} from where a path ends, and ${share} of the points are sent to another Gaussian. Over all times the mean error is ${lengthText(meanError(shown.curve))}.`;
}
