/** What the pupils of this page came to, to be held against each other. No DOM here. */
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import type { PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { lengthsOf, teacherKey, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import {
  pupilEvaluations,
  teacherEvaluations,
  type PupilLook,
  type PupilSnapshot,
  type StageCost,
} from '../../../src/engine/kinds/pupil/types';
import { grouped } from '../../../src/picture/numbers';
import { methodLabels, scheduleNames } from './labels';

/** One network's line of the table. */
export interface Learned {
  readonly key: string;
  readonly label: string;
  /** What it cost to learn, all stages but the teacher's own for a pupil. */
  readonly cost: StageCost;
  readonly looks: readonly Result[];
}

export type Result = Pick<PupilLook, 'evaluations' | 'energyDistance' | 'modesCovered' | 'between'>;

const most = 6;

export function resultsOf(seen: PupilSnapshot, who: PupilLook['of']): readonly Result[] {
  const all: readonly number[] = who === 'pupil' ? pupilEvaluations : teacherEvaluations;
  return seen.looks.filter(({ of, evaluations }) => of === who && all.includes(evaluations));
}

/** The pupil as it is now; null where it has not begun. */
export function pupilNow(settings: PupilSettings, seen: PupilSnapshot): Learned | null {
  const looks = resultsOf(seen, 'pupil');
  const { pairs, pupil } = seen.cost;
  if (looks.length === 0 || pupil.flops === 0) return null;
  const cost = { flops: pairs.flops + pupil.flops, milliseconds: pairs.milliseconds + pupil.milliseconds };
  return { key: keyOf(settings), label: labelOf(settings), cost, looks };
}

/** With the pupil that has just learned, in the place of an earlier one of the same. */
export function remembered(
  before: readonly Learned[],
  settings: PupilSettings,
  seen: PupilSnapshot,
): readonly Learned[] {
  const now = pupilNow(settings, seen);
  return now ? [now, ...before.filter(({ key }) => key !== now.key)].slice(0, most) : before;
}

export function keyOf({ method, schedule, clock, teacherSteps, pupilSteps, fake }: PupilSettings): string {
  const alone = method === 'distribution-matching' && !fake;
  return JSON.stringify([method, schedule, clock, teacherSteps, pupilSteps, alone]);
}

/** Its method, with what is not as usual. */
function labelOf({ method, schedule, clock, teacherSteps, pupilSteps, fake }: PupilSettings): string {
  const usual = methodFacts[method];
  const said = [
    schedule !== usual.schedule ? scheduleNames[schedule] : '',
    clock === 'quick' ? 'quick clock' : '',
    teacherSteps !== usual.teacherSteps ? `teacher ${grouped(teacherSteps)}` : '',
    pupilSteps !== usual.pupilSteps ? `${grouped(pupilSteps)} steps` : '',
    method === 'distribution-matching' && !fake ? 'no second network' : '',
  ].filter(Boolean);
  return said.length > 0 ? `${methodLabels[method]}, ${said.join(', ')}` : methodLabels[method];
}

/** How a teacher came to what it is, for the curves of the pupils that begin behind it. */
export interface Taught {
  readonly key: string;
  readonly points: readonly PupilPoint[];
}

const stepsOf = (settings: PupilSettings): number => lengthsOf(settings).teacher;

/** What is kept of a curve: the teacher's part, where this run has taught it. Else what was kept before. */
export function taught(before: Taught | null, settings: PupilSettings, history: readonly PupilPoint[]): Taught | null {
  const end = stepsOf(settings);
  if (end === 0 || history.length === 0 || history[0].step >= end || history[history.length - 1].step < end)
    return before;
  const points = history.filter(({ step, pupil }) => step <= end && !(pupil[0] > 0));
  const key = teacherKey(settings);
  return before?.key === key && before.points.length === points.length ? before : { key, points };
}

/** A run's curve from its teacher's beginning, also where the teacher was taken over from another run. */
export function wholeCurve(
  kept: Taught | null,
  settings: PupilSettings,
  history: readonly PupilPoint[],
): readonly PupilPoint[] {
  const begun = history.length > 0 && history[0].step >= stepsOf(settings);
  return kept && begun && kept.key === teacherKey(settings) ? [...kept.points, ...history] : history;
}
