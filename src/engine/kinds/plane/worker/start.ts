/** A trainer of the network on points in the plane, on the backend that is asked for or measured fastest. */
import { makeTarget } from '../../../../core/data/index';
import type { Interpolant } from '../../../../core/flow';
import { random } from '../../../../core/random';
import { createTrainer } from '../../../../net/create';
import { denoising } from '../../../../net/objective/denoising';
import { interpolantMatching } from '../../../../net/objective/interpolant-matching';
import type { Objective } from '../../../../net/objective/objective';
import { poissonFlow } from '../../../../net/objective/poisson';
import type { Trainer, TrainerSettings } from '../../../../net/trainer';
import type { Backend } from '../../../backends';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import { dimensionsOf } from '../charged';
import type { PlaneSettings } from '../settings';

/** Points of the target that a run trains on, drawn once from its seed. */
export const poolSize = 16_384;

/** @param sample of the flow that is learned, where it is one */
export function startTrainer(
  settings: PlaneSettings,
  without: readonly Backend[],
  sample?: Interpolant['sample'],
): Promise<Started<Trainer>> {
  const objective = objectiveOf(settings, sample);
  return startOn(
    planeContest(settings),
    (backend) => createTrainer(backend, trainerSettings(settings), objective),
    without,
  );
}

function objectiveOf({ charged }: PlaneSettings, sample?: Interpolant['sample']): Objective {
  if (sample) return interpolantMatching(sample);
  return charged ? poissonFlow({ extra: dimensionsOf(charged.power) }) : denoising;
}

export function trainerSettings(s: PlaneSettings): TrainerSettings {
  const { network, seed, weighting, schedule, learningRate, warmup, decaySteps, batchSize, emaDecay, levels } = s;
  return { network, seed, weighting, schedule, learningRate, warmup, decaySteps, batchSize, emaDecay, levels };
}

const planeContest = (settings: PlaneSettings): Contest => ({
  asked: settings.backend,
  key: ['plane', settings.network.width, settings.network.depth, settings.batchSize].join(' '),
  time: (backend) => timeStep(backend, settings),
});

async function timeStep(backend: Backend, settings: PlaneSettings): Promise<number> {
  const trainer = await createTrainer(backend, trainerSettings(settings));
  try {
    trainer.setData(makeTarget({ kind: 'eight-gaussians' }).sample(1024, random(1)));
    return timed(() => trainer.train(1));
  } finally {
    trainer.dispose();
  }
}
