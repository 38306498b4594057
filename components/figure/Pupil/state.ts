/** What the pupil figure is set to, and what follows from it. No DOM here. */
import { targetKinds } from '../../../src/core/data/index';
import type { TargetSpec } from '../../../src/core/data/target';
import { boolean, choice, list, number, optional, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import { methodFacts, pupilMethods } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, pupilSettings, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { extent, targetOf } from '../kit/plane-target';

export const pupilFigure = schema({
  method: choice(pupilMethods, 'progressive'),
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
  const settings = {
    ...usual,
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

/** What the next press does. */
export function nextPress(settings: PupilSettings, step: number): string {
  const { teacher, total } = lengthsOf(settings);
  if (step < teacher) return step === 0 ? 'Train the teacher' : 'Go on';
  if (step >= total) return 'Train on';
  return step === teacher ? 'Teach the pupil' : 'Go on';
}
