/** The worker's half of a teacher and its pupil. */
import { makeTarget } from '../../../core/data/index';
import type { Target } from '../../../core/data/target';
import type { Host, Learning } from '../../worker/half';
import { divergedLoss } from '../../worker/sentences';
import { training } from '../../worker/training';
import { heldOutPoints, type HeldOut } from '../plane/worker/look';
import { evaluationFlops } from './cost';
import { methodFacts } from './methods';
import { parsePupilSettings } from './parse';
import { needsNewPupil, teacherKey } from './settings';
import { pupilCodec } from './worker/kept';
import { FlowWatcher } from './worker/flows';
import type { FinishedTeacher, PupilLearner, SavedPupil } from './worker/learner';
import { Onlooker } from './worker/look';
import { mapOf } from './worker/map';
import { startPupil } from './worker/start';

/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;

/** Teachers that have learned all they are to learn, the latest last: whoever enters a race begins behind the one that another run trained. */
const teachers = new Map<string, FinishedTeacher>();
const mostTeachers = 4;

export function pupilLearning({ without }: Host): Learning<'pupil', SavedPupil, PupilLearner> {
  let target: Target;
  let heldOut: HeldOut;
  const onlooker = new Onlooker(() => ({ target, heldOut }));
  const flowWatcher = new FlowWatcher(() => ({ target, heldOut }));
  /** The same of this run, for its next pupil. */
  let taught: { readonly key: string; readonly teacher: FinishedTeacher } | null = null;
  let key = '';
  return {
    parse: parsePupilSettings,
    needsNewNetwork: needsNewPupil,
    async start(settings) {
      target = makeTarget(settings.target);
      heldOut = heldOutPoints(target);
      key = teacherKey(settings);
      const own = taught?.key === key ? taught.teacher : null;
      return startPupil(settings, target, own ?? (settings.race ? (teachers.get(key) ?? null) : null), without);
    },
    // What may change without new networks, the learner does not know.
    configure: () => {},
    rate: ({ method }) => methodFacts[method].learningRate,
    advance(learner, most) {
      const from = performance.now();
      const { steps, loss } = learner.advance(most, () => performance.now() - from >= sliceMs);
      return { steps, loss, work: steps, partway: false, broken: !(loss < divergedLoss) };
    },
    async observe(learner, view) {
      const teacher = taught?.key === key ? null : learner.finishedTeacher;
      if (teacher) {
        taught = { key, teacher };
        remember(key, teacher);
      }
      const looks = await onlooker.look(learner, view);
      const flows = looks && (await flowWatcher.look(learner, view));
      return flows && { looks, flows, map: mapOf(learner, view.watch) };
    },
    unseen(learner) {
      const { stage, phase } = learner.stretch;
      return {
        stage,
        phase,
        cost: learner.cost,
        evaluationFlops,
        modes: target.modes ? target.modes.data.length / target.modes.dim : -1,
        looks: [],
        map: null,
        flows: [],
      };
    },
    codec: pupilCodec,
    answers: {},
  };
}

function remember(key: string, teacher: FinishedTeacher): void {
  teachers.delete(key);
  teachers.set(key, teacher);
  const [oldest] = teachers.keys();
  if (teachers.size > mostTeachers) teachers.delete(oldest);
}

export const half = training(pupilLearning);
