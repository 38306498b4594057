/** Words of the pupil figure, all made from its state. */
import { lessonFlops } from '../../../src/engine/kinds/pupil/cost';
import { methodFacts, pupilMethods, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import {
  clocks,
  lengthsOf,
  pupilSchedules,
  type PupilSchedule,
  type PupilSettings,
  type PupilStage,
} from '../../../src/engine/kinds/pupil/settings';
import type { PupilLook, PupilSnapshot, StageCost } from '../../../src/engine/kinds/pupil/types';
import { duration, fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { targetInText } from '../kit/plane-target';
import { isBuilt } from '../run';
import type { PupilFigureSettings } from './state';

export const methodLabels: Readonly<Record<PupilMethod, string>> = {
  progressive: 'Progressive distillation',
  'consistency-distillation': 'Consistency distillation',
  'distribution-matching': 'Distribution matching',
  pairs: 'Regression on pairs',
  reflow: 'Reflow',
  'consistency-training': 'Consistency training',
  'mean-flow': 'MeanFlow',
  shortcut: 'Shortcut model',
  'discrete-distillation': 'Consistency distillation in 16 steps',
  'easy-consistency': 'Easy consistency tuning',
  'improved-consistency': 'Improved consistency training',
};
export const scheduleNames: Readonly<Record<PupilSchedule, string>> = {
  cosine: 'cosine',
  linear: 'linear',
  sigmoid: 'sigmoid',
  flow: 'straight lines',
};
export const scheduleOptions = pupilSchedules.map((value) => ({ value, label: scheduleNames[value] }));
export const clockOptions = clocks.map((value) => ({ value, label: value === 'slow' ? 'slow' : 'quick too' }));

/** What the frequencies that a network hears of time do to a method. */
export function clockSaid({ method, clock }: Pick<PupilFigureSettings, 'method' | 'clock'>): string {
  if (clock === 'slow') return '';
  const heard = 'The networks are told of time by frequencies up to 64 times the slowest.';
  return derivatives.includes(method)
    ? `${heard} This method needs a derivative by time, in which the quickest count 64 times: see what becomes of it.`
    : `${heard} This method takes no derivative by time.`;
}

/** Methods whose target holds a Jacobian-vector product by time. */
export const derivatives: readonly PupilMethod[] = ['consistency-distillation', 'consistency-training', 'mean-flow'];

export const methodOptions = pupilMethods.map((value) => ({ value, label: methodLabels[value] }));

/** What a pupil learns, in a sentence. */
export const methodSaid: Readonly<Record<PupilMethod, string>> = {
  progressive:
    'One step of the pupil shall end where two of its teacher do; then the pupil is the teacher: 16 steps, 8, 4, 2, 1.',
  'consistency-distillation': 'All points of one path of the teacher’s shall have one answer: where the path ends.',
  'distribution-matching':
    'The pupil’s samples move where the teacher finds them likelier than a second network does, which learns what the pupil makes.',
  pairs: 'The teacher draws 20 480 samples in 32 steps each; the pupil learns them by heart, from noise to sample.',
  reflow:
    'The teacher’s flow pairs each noise with its sample; the pupil learns to go from one to the other in a straight line.',
  'consistency-training': 'All points of one path shall have one answer, with the data in the teacher’s place.',
  'mean-flow':
    'From the data alone: the mean velocity between two times, by how it must change with the first of them.',
  shortcut: 'From the data alone: the velocity, and jumps of which one shall end where two of half the size do.',
  'discrete-distillation':
    'Neighbours on one path of the teacher’s, a sixteenth of the way apart, shall have one answer: at noise 0 it is the path’s end.',
  'easy-consistency':
    'The teacher itself goes on learning from the data: two points of one path shall have one answer, points that are drawn together.',
  'improved-consistency':
    'From the data alone: neighbours of one path shall have one answer, on 10 intervals, then 20, up to 160.',
};

export function saidOf(s: Pick<PupilFigureSettings, 'method' | 'fake' | 'clock'>): string {
  const said =
    s.method === 'distribution-matching' && !s.fake
      ? 'The pupil’s samples move to where the teacher finds them likeliest. Without a second network nothing keeps them apart.'
      : methodSaid[s.method];
  return [said, clockSaid(s)].filter(Boolean).join(' ');
}

/** What a race is over, and what each of its pupils may spend. */
export function raceText(racers: readonly PupilSettings[]): string {
  const [first] = racers;
  const each = racers.map((one) => flopsText(lessonFlops(one)));
  const taught = methodFacts[first.method].teacher ? 'from one teacher, ' : '';
  const equal = new Set(each).size === 1;
  return `${racers.length} networks learn side by side ${taught}${equal ? `each for ${each[0]}` : `for ${each.join(', ')}`}; all samples begin at the same noise.`;
}

export function evaluationsText(n: number): string {
  return `${n} ${n === 1 ? 'evaluation' : 'evaluations'}`;
}

/** Four places as long as they say anything: distances here lie between 0.003 and 1.5. */
export function distanceText(value: number): string {
  return Number.isFinite(value) ? fixed(value, Math.abs(value) < 0.1 ? 4 : 2) : '';
}

export function modesText(
  { modesCovered, between }: Pick<PupilLook, 'modesCovered' | 'between'>,
  modes: number,
): string {
  return modes > 0 ? `${modesCovered} of ${modes} modes, ${percent(between)} between` : '';
}

const units = [
  [1e12, 'TFLOP'],
  [1e9, 'GFLOP'],
  [1e6, 'MFLOP'],
] as const;

export function flopsText(flops: number): string {
  const [size, unit] = units.find(([least]) => flops >= least) ?? units[2];
  return `${significant(flops / size, 2)}\u00a0${unit}`;
}

export function costText({ flops, milliseconds }: StageCost): string {
  return milliseconds > 0 ? `${flopsText(flops)}, ${duration(milliseconds / 1000)} here` : flopsText(flops);
}

/** What is going on, or what was done. */
export function stageText(seen: PupilSnapshot, settings: PupilSettings): string {
  const { stage, phase, step } = seen;
  const { total } = lengthsOf(settings);
  if (step >= total) return isBuilt(seen) ? 'trained when the page was built' : 'trained';
  return stageNames(phase)[stage];
}

const stageNames = (phase: number): Record<PupilStage, string> => ({
  teacher: 'the teacher learns',
  pairs: 'the teacher draws pairs',
  pupil: phase > 0 ? `learning ${phase === 1 ? 'one step' : `${phase} steps`}` : 'the pupil learns',
});

/** After how many samples the lessons have paid, against the teacher's 50 evaluations; null where nothing was learned. */
export function paidAfter({ cost, evaluationFlops }: Pick<PupilSnapshot, 'cost' | 'evaluationFlops'>): number | null {
  const lessons = cost.pairs.flops + cost.pupil.flops;
  return lessons > 0 ? lessons / (49 * evaluationFlops) : null;
}

export function lookOf(seen: PupilSnapshot | null, who: PupilLook['of'], n: number): PupilLook | null {
  return seen?.looks.find(({ of, evaluations }) => of === who && evaluations === n) ?? null;
}

export function summary(s: PupilFigureSettings, seen: PupilSnapshot | null, running: boolean): string {
  const { teacher } = methodFacts[s.method];
  const what = `${methodLabels[s.method]} on ${targetInText(s.target)}. ${saidOf(s)}`;
  if (!seen) return `${what} Nothing has been trained yet.`;
  const told = (who: PupilLook['of'], of: readonly number[]) =>
    of
      .flatMap((n) => {
        const look = lookOf(seen, who, n);
        const modes = look && seen.modes > 0 ? ` (${modesText(look, seen.modes)})` : '';
        return look ? [`${distanceText(look.energyDistance)} by ${evaluationsText(n)}${modes}`] : [];
      })
      .join(', ');
  const [of, by] = [told('teacher', [1, 4, 50]), told('pupil', [1, 2, 4])];
  return [
    what,
    running ? `Step ${grouped(seen.step)}: training goes on.` : `After ${grouped(seen.step)} steps:`,
    teacher && of && `The teacher’s samples are at an energy distance of ${of}.`,
    by && `The pupil’s are at ${by}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
