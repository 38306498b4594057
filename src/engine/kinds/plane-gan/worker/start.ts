/** A game in the plane on the backend that is asked for or measured fastest. */
import { makeTarget } from '../../../../core/data/index';
import { random } from '../../../../core/random';
import { createGanTrainer, type GanTrainer, type GanTrainerSettings } from '../../../../net/gan/trainer';
import type { Backend } from '../../../backends';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import { rulesAmong } from '../../../../core/gan/defaults';
import type { PlaneGanSettings } from '../settings';

export function startGan(settings: PlaneGanSettings, without: readonly Backend[]): Promise<Started<GanTrainer>> {
  return startOn(contest(settings), (backend) => createGanTrainer(backend, trainerSettings(settings)), without);
}

function trainerSettings(settings: PlaneGanSettings): GanTrainerSettings {
  return { ...rulesAmong(settings), networks: settings.networks, seed: settings.seed };
}

const contest = (settings: PlaneGanSettings): Contest => ({
  asked: settings.backend,
  key: ['gan', JSON.stringify(settings.networks), settings.batchSize].join(' '),
  time: (backend) => timeStep(backend, settings),
});

async function timeStep(backend: Backend, settings: PlaneGanSettings): Promise<number> {
  const trainer = await createGanTrainer(backend, trainerSettings(settings));
  try {
    trainer.setData(makeTarget({ kind: 'eight-gaussians' }).sample(1024, random(1)));
    return timed(() => trainer.train(1));
  } finally {
    trainer.dispose();
  }
}
