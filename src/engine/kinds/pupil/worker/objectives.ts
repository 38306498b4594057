/** What the networks of each method learn by. */
import { zeros } from '../../../../core/batch';
import type { FlowPairs } from '../../../../core/few-steps/rectified-flow';
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
import { distillationIntervals, easyStages, improvedPlan, pairPlan, phases } from '../methods';
import { stretchAt, stretchesOf, type PupilSettings } from '../settings';

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
