/** What the steps of each method cost, counted from the networks' shapes. */
import { forwardFlops, stepFlops } from '../../../core/network';
import { methodFacts, pairPlan, type PupilMethod } from './methods';
import { lengthsOf, pupilBatch, pupilNetwork, stretchesOf, type PupilSettings, type PupilStage } from './settings';

/** Operations of one evaluation for one point. */
export const evaluationFlops = forwardFlops(pupilNetwork, 2);

/** Operations of one step of a stage: those of the network's own learning, and of what is asked for it. */
export function flopsOfStep(
  stage: PupilStage,
  { method, fake, pairSteps }: Pick<PupilSettings, 'method' | 'fake' | 'pairSteps'>,
): number {
  const forward = forwardFlops(pupilNetwork, 2, pupilBatch);
  const step = stepFlops(pupilNetwork, 2, pupilBatch);
  if (stage === 'teacher') return step;
  if (stage === 'pairs') return pairPlan.rows * pairSteps * evaluationFlops;
  return step + asked(method, fake) * forward + (method === 'distribution-matching' && fake ? step : 0);
}

/** What a batch asks for, in evaluations of all its rows. A derivative along a direction is one more, beside the answer. */
function asked(method: PupilMethod, fake: boolean): number {
  switch (method) {
    case 'progressive':
      return 2; // the teacher's two steps
    case 'discrete-distillation':
      return 2; // the teacher; the pupil's average further down the path
    case 'easy-consistency':
    case 'improved-consistency':
      return 1; // its own answer further down the path
    case 'consistency-distillation':
      return 3; // the teacher; the pupil's answer and its derivative
    case 'consistency-training':
    case 'mean-flow':
      return 2; // its own answer and derivative
    case 'shortcut':
      return 1; // two jumps for half of the rows
    case 'distribution-matching':
      return fake ? 3 : 1; // the teacher; what the fake learns from, and its answer
    case 'pairs':
    case 'reflow':
      return 0;
  }
}

/** Examples of the data that one step of a stage sees: pairs and the pupil's own samples are none. */
export function examplesOfStep(stage: PupilStage, method: PupilMethod): number {
  const fromData = !methodFacts[method].pairs && method !== 'distribution-matching';
  return stage === 'teacher' || (stage === 'pupil' && fromData) ? pupilBatch : 0;
}

type Lessons = Pick<PupilSettings, 'method' | 'fake' | 'teacherSteps' | 'pupilSteps' | 'pairSteps' | 'flows'>;

/** Operations of a pupil's lessons up to a step of the run: pairs are counted, the teacher's own learning is not. By default of all of them. */
export function lessonFlops(settings: Lessons, step = lengthsOf(settings).total): number {
  return stretchesOf(settings).reduce(
    (sum, { stage, from, to }) =>
      stage === 'teacher' ? sum : sum + Math.max(0, Math.min(step, to) - from) * flopsOfStep(stage, settings),
    0,
  );
}

/** Steps of a pupil whose lessons cost about as much, `least` of them at the least. */
export function stepsFor(
  flops: number,
  settings: Pick<PupilSettings, 'method' | 'fake' | 'pairSteps'>,
  least = 20,
): number {
  const pairs = methodFacts[settings.method].pairs
    ? (pairPlan.count / pairPlan.rows) * flopsOfStep('pairs', settings)
    : 0;
  return Math.max(least, Math.round((flops - pairs) / flopsOfStep('pupil', settings)));
}
