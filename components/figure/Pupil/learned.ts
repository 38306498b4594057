/** What the pupils of this page came to, to be held against each other. No DOM here. */
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import type { PupilSettings } from '../../../src/engine/kinds/pupil/settings';
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
