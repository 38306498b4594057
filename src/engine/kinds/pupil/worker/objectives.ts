/** What the networks of each method learn by, and what a step of it costs. */
import { zeros } from '../../../../core/batch';
import type { FlowPairs } from '../../../../core/few-steps/rectified-flow';
import { forwardFlops, stepFlops } from '../../../../core/network';
import { doublingLevels } from '../../../../core/few-steps/consistency';
import { consistency } from '../../../../net/objective/consistency';
import { continuousConsistency } from '../../../../net/objective/continuous-consistency';
import { distributionMatching, type Follower } from '../../../../net/objective/distribution-matching';
import { easyConsistency } from '../../../../net/objective/easy-consistency';
import { meanFlow } from '../../../../net/objective/mean-flow';
import type { BatchObjective } from '../../../../net/objective/objective';
import { pairRegression } from '../../../../net/objective/pairs';
import { progressiveDistillation } from '../../../../net/objective/progressive';
import { reflow } from '../../../../net/objective/reflow';
import { shortcut } from '../../../../net/objective/shortcut';
import type { Teacher } from '../../../../net/objective/teacher';
import {
  distillationIntervals,
  easyStages,
  improvedPlan,
  methodFacts,
  pairPlan,
  phases,
  type PupilMethod,
} from '../methods';
import { pupilBatch, pupilNetwork, stretchAt, stretchesOf, type PupilSettings, type PupilStage } from '../settings';

/** Noise and the samples that a teacher is to make of it: room that is filled before it is read. */
export const emptyPairs = (): FlowPairs => ({ from: zeros(pairPlan.count, 2), to: zeros(pairPlan.count, 2) });

/** What a pupil is taught by. Null where its method has none. */
export interface Taught {
  readonly teacher: Teacher | null;
  readonly fake: Follower | null;
  readonly pairs: FlowPairs | null;
}

/** The pupil's objective. Throws `Error` where what its method is taught by is missing. */
export function pupilObjective(settings: PupilSettings, { teacher, fake, pairs }: Taught): BatchObjective {
  const { method, pupilSteps } = settings;
  switch (method) {
    case 'progressive':
      return byPhases(settings, needed(teacher));
    case 'consistency-distillation':
      return continuousConsistency({ teacher: needed(teacher) });
    case 'distribution-matching':
      return distributionMatching({ teacher: needed(teacher), ...(fake && { fake }) });
    case 'pairs':
      return pairRegression(needed(pairs));
    case 'reflow':
      return reflow(needed(pairs));
    case 'consistency-training':
      return continuousConsistency();
    case 'mean-flow':
      return meanFlow();
    case 'shortcut':
      return shortcut();
    case 'discrete-distillation':
      return consistency({ teacher: needed(teacher), intervals: distillationIntervals });
    case 'easy-consistency':
      return easyConsistency({ stage: Math.max(1, pupilSteps / easyStages) });
    case 'improved-consistency':
      return consistency({
        intervals: (step) => doublingLevels(step, { total: pupilSteps, ...improvedPlan }) - 1,
        distance: { kind: 'huber', c: improvedPlan.huber },
      });
  }
}

function needed<T>(part: T | null): T {
  if (part === null) throw new Error('a pupil without what it is taught by');
  return part;
}

/** Progressive distillation in one run: the phase follows from the pupil's step. */
function byPhases(settings: PupilSettings, teacher: Teacher): BatchObjective {
  const all = phases.map((steps) => [steps, progressiveDistillation({ teacher, steps })] as const);
  const begin = settings.teacherSteps;
  const stretches = stretchesOf(settings);
  return {
    ...all[0][1],
    batch(context) {
      const { phase } = stretchAt(stretches, begin + context.step);
      return all.find(([steps]) => steps === phase)![1].batch(context);
    },
  };
}

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
    case 'consistency-distillation':
      return 3; // the teacher; the pupil's answer and its derivative
    case 'discrete-distillation':
      return 2; // the teacher; the pupil's average at the neighbour
    case 'easy-consistency':
    case 'improved-consistency':
      return 1; // its own answer at the neighbour
    case 'consistency-training':
    case 'mean-flow':
      return 2; // its own answer and derivative
    case 'shortcut':
      return 0.5; // two jumps for a quarter of the rows
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
