/** All networks of a run, made at once: training them is not for waiting. */
import { makeTarget } from '../../../../core/data/index';
import type { Target } from '../../../../core/data/target';
import { random } from '../../../../core/random';
import { createTrainer } from '../../../../net/create';
import { trainerDefaults } from '../../../../net/defaults';
import { denoising } from '../../../../net/objective/denoising';
import { flowMatching } from '../../../../net/objective/flow-matching';
import type { Objective } from '../../../../net/objective/objective';
import { networkTeacher } from '../../../../net/objective/teacher';
import type { Backend, Trainer, TrainerSettings } from '../../../../net/trainer';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import { poolSize } from '../../plane/worker/start';
import { methodFacts } from '../methods';
import { networksOf, pupilBatch, pupilNetwork, scheduleOf, stretchesOf, type PupilSettings } from '../settings';
import { PupilLearner, type FinishedTeacher } from './learner';
import { emptyPairs, pupilObjective } from './objectives';

/** Steps over which a rate rises. */
const warmup = 20;
/** Peak rates of a teacher, and of the fake of distribution matching, which has to keep up with its pupil. */
const teacherRate = 8e-3;
const fakeRate = 8e-3;

/** @param taught a teacher that has learned all it is to learn, for its weights to be taken over */
export function startPupil(
  settings: PupilSettings,
  target: Target,
  taught: FinishedTeacher | null,
  without: readonly Backend[],
): Promise<Started<PupilLearner>> {
  return startOn(contest(settings), (backend) => make(backend, settings, target, taught), without);
}

async function make(
  backend: Backend,
  settings: PupilSettings,
  target: Target,
  taught: FinishedTeacher | null,
): Promise<PupilLearner> {
  const { method, seed, teacherSteps } = settings;
  const { teacher: teaching, pairs: paired, learningRate } = methodFacts[method];
  const schedule = scheduleOf(settings);
  const made: Trainer[] = [];
  const data = target.sample(poolSize, random(seed).split('data'));
  const add = async (change: Partial<TrainerSettings>, objective?: Objective) => {
    const trainer = await createTrainer(backend, { ...trainerDefaults, warmup, ...change }, objective);
    made.push(trainer);
    trainer.setData(data);
    return trainer;
  };
  const networks = networksOf(settings);
  const first = stretchesOf(settings).find(({ stage }) => stage === 'pupil')!;
  const span = first.to - first.from;
  const common = { schedule, seed, batchSize: pupilBatch };
  try {
    const teacher =
      teaching &&
      (await add(
        {
          ...common,
          network: networks.teacher,
          learningRate: teacherRate,
          decaySteps: Math.max(1, teacherSteps - warmup),
        },
        teaching === 'flow' ? flowMatching : denoising,
      ));
    // What stands still while a pupil learns: the teacher, or the pupil of the phase before.
    const holder = teacher && (await add({ ...common, network: networks.teacher }));
    const follows = method === 'distribution-matching' && settings.fake;
    const fake = follows
      ? await add({ ...common, network: networks.teacher, learningRate: fakeRate, decaySteps: span })
      : null;
    const viewer =
      method === 'progressive' || (method === 'reflow' && settings.flows > 2)
        ? await add({ ...common, network: networks.teacher })
        : null;
    const pairs = paired ? emptyPairs() : null;
    const objective = pupilObjective(settings, {
      teacher: holder && networkTeacher(holder.evaluator('ema'), pupilNetwork.prediction, schedule),
      fake,
      pairs,
    });
    const decaySteps = Math.max(1, span - warmup);
    const pupil = await add({ ...common, network: networks.pupil, learningRate, decaySteps }, objective);
    return new PupilLearner(settings, { teacher, holder, fake, pupil, viewer, pairs }, taught);
  } catch (error) {
    for (const trainer of made) trainer.dispose();
    throw error;
  }
}

const contest = ({ backend }: PupilSettings): Contest => ({
  asked: backend,
  key: ['pupil', pupilNetwork.width, pupilNetwork.depth, pupilBatch].join(' '),
  time: timeStep,
});

async function timeStep(backend: Backend): Promise<number> {
  const trainer = await createTrainer(backend, { ...trainerDefaults, network: pupilNetwork, batchSize: pupilBatch });
  try {
    trainer.setData(makeTarget({ kind: 'eight-gaussians' }).sample(1024, random(1)));
    return timed(() => trainer.train(1));
  } finally {
    trainer.dispose();
  }
}
