/** What the pupil figure is set to, and what follows from it. No DOM here. */
import { targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import {
  array,
  boolean,
  choice,
  list,
  number,
  optional,
  schema,
  seed,
  text,
  type SettingsOf,
} from '../../../src/core/schema';
import { lessonFlops, stepsFor } from '../../../src/engine/kinds/pupil/cost';
import { methodFacts, pupilMethods, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import {
  clocks,
  lengthsOf,
  onFlowOnly,
  pupilSchedules,
  pupilSettings,
  type PupilSettings,
} from '../../../src/engine/kinds/pupil/settings';
import { extent, targetOf } from '../kit/plane-target';

/** Who may learn beside the figure’s own pupil. */
export const mostRivals = 3;

export const pupilFigure = schema({
  method: choice(pupilMethods, 'progressive'),
  /** Methods that learn beside it, in a race at equal cost. */
  rivals: array([] as readonly PupilMethod[], choice(pupilMethods, 'progressive'), { longest: mostRivals }),
  /** Of teacher and pupils; methods that are taught on straight lines have theirs. */
  schedule: choice(pupilSchedules, 'cosine'),
  /** What all networks are told of time: slow frequencies, or quick ones too. */
  clock: choice(clocks, 'slow'),
  target: choice(targetKinds, 'eight-gaussians'),
  letter: text('D', 1),
  /** The reader's own shape: x, y pairs in panel units. */
  points: list([], { min: -extent, max: extent, multiple: 2, longest: 1200, decimals: 2 }),
  /** Steps of training of the teacher, where the method has one. */
  teacherSteps: number(1500, { min: 10, max: 20_000, integer: true }),
  /** Of the pupil; null for as many as its method usually takes. */
  pupilSteps: optional(number(1000, { min: 20, max: 20_000, integer: true })),
  /** Distribution matching: a second network learns what the pupil makes. */
  fake: boolean(true),
  seed: seed(7),
});

export type PupilFigureSettings = SettingsOf<typeof pupilFigure>;

/** The run of these settings. It stops where its teacher is trained; without one, at its end. */
export function runSettings(s: PupilFigureSettings, last?: TargetSpec): PupilSettings {
  const usual = pupilSettings(s.method);
  const schedule = onFlowOnly(s.method) ? ('flow' as const) : s.schedule;
  const settings = {
    ...usual,
    schedule,
    clock: s.clock,
    target: targetOf(s, last).spec,
    teacherSteps: methodFacts[s.method].teacher ? s.teacherSteps : 0,
    pupilSteps: s.pupilSteps ?? usual.pupilSteps,
    fake: s.fake,
    seed: s.seed,
    sampleSeed: s.seed,
  };
  const { teacher, total } = lengthsOf(settings);
  return { ...settings, stopAfter: teacher > 0 ? teacher : total };
}

/** Steps that the next press is for: to the teacher's end, to the pupil's, and then as many again. */
export function nextSteps(settings: PupilSettings, step: number): number {
  const { teacher, total } = lengthsOf(settings);
  if (step < teacher) return teacher - step;
  return step < total ? total - step : total - teacher;
}

/** What the next press does. `race`: rivals are chosen, and the race has not begun. */
export function nextPress(settings: PupilSettings, step: number, race = false): string {
  const { teacher, total } = lengthsOf(settings);
  if (step < teacher) return step === 0 ? 'Train the teacher' : 'Go on';
  if (race) return 'Start the race';
  if (step >= total) return 'Train on';
  return step === teacher ? 'Teach the pupil' : 'Go on';
}

/** Those that can race with a method: they have the same teacher, or none. */
export function rivalsFor(method: PupilMethod): readonly PupilMethod[] {
  const { teacher } = methodFacts[method];
  return pupilMethods.filter((one) => {
    const other = methodFacts[one].teacher;
    return one !== method && (other === null || other === teacher);
  });
}

/** The rivals that are chosen and can be; each once. */
export function rivalsOf({ method, rivals }: Pick<PupilFigureSettings, 'method' | 'rivals'>): readonly PupilMethod[] {
  const possible = rivalsFor(method);
  return possible.filter((one) => rivals.includes(one));
}

/**
 * The runs of a race, the first being that of `run`: each has as many steps as cost what the lessons of the first do, and is held to the pace of the
 * others. Whoever has a teacher begins behind it.
 */
export function raceSettings(
  run: PupilSettings,
  rivals: readonly PupilMethod[],
  group: string,
): readonly PupilSettings[] {
  const budget = lessonFlops(run);
  return [run.method, ...rivals].map((method, i) => {
    const own = i === 0;
    const teacherSteps = methodFacts[method].teacher ? run.teacherSteps : 0;
    const settings: PupilSettings = {
      ...run,
      method,
      schedule: onFlowOnly(method) ? 'flow' : run.schedule,
      teacherSteps,
      pupilSteps: own ? run.pupilSteps : stepsFor(budget, { ...run, method }),
      race: { group, by: 'flops', budget: 0 },
    };
    const { teacher, total } = lengthsOf(settings);
    return { ...settings, stopAfter: total - teacher };
  });
}
