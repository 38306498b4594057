/** The worker's half of a game of two networks over points in the plane. */
import { makeTarget } from '../../../core/data/index';
import type { Target } from '../../../core/data/target';
import type { Player } from '../../../core/gan/networks';
import { normalBatch, random } from '../../../core/random';
import type { SavedGan } from '../../../net/gan/saved';
import type { GanTrainer } from '../../../net/gan/trainer';
import type { Host, Learning } from '../../worker/half';
import { training } from '../../worker/training';
import { divergedLoss } from '../../worker/sentences';
import { heldOutPoints, type HeldOut } from '../plane/worker/look';
import { poolSize } from '../plane/worker/start';
import { parsePlaneGanSampleSpec, parsePlaneGanSettings } from './parse';
import { rulesAmong } from '../../../core/gan/defaults';
import { needsNewPlaneGan, type PlaneGanSettings } from './settings';
import { planeGanCodec } from './worker/kept';
import { look, unseen } from './worker/look';
import { startGan } from './worker/start';

const players: readonly Player[] = ['generator', 'discriminator'];

export function planeGanLearning({ without }: Host): Learning<'plane-gan', SavedGan, GanTrainer> {
  let target: Target;
  let heldOut: HeldOut;
  const setData = (trainer: GanTrainer, settings: PlaneGanSettings): void => {
    target = makeTarget(settings.target);
    trainer.setData(target.sample(poolSize, random(settings.seed).split('data')));
    heldOut = heldOutPoints(target);
  };
  return {
    parse: parsePlaneGanSettings,
    needsNewNetwork: needsNewPlaneGan,
    async start(settings) {
      const started = await startGan(settings, without);
      setData(started.trainer, settings);
      return started;
    },
    configure(trainer, settings, change) {
      if (change.target !== undefined) setData(trainer, settings);
      trainer.configure(rulesAmong(settings));
    },
    rate: ({ generatorRate, discriminatorRate }) => Math.max(generatorRate, discriminatorRate),
    trainPart(trainer, part, steps) {
      const player = players.find((known) => known === part);
      if (!player) throw new RangeError(`unknown player: ${part} (expected ${players.join(', ')})`);
      let loss = 0;
      for (let i = 0; i < steps && loss < divergedLoss; i++) loss = trainer.stepOnly(player);
      return loss;
    },
    observe: (trainer, { settings, watch }) => look(trainer, settings, watch, target, heldOut),
    unseen: (trainer) => ({
      ...unseen,
      parameters: trainer.parameters,
      losses: trainer.losses,
      modes: target.modes ? target.modes.data.length / target.modes.dim : -1,
    }),
    codec: planeGanCodec,
    answers: {
      sample: {
        check: parsePlaneGanSampleSpec,
        answer({ count, seed, which }, { learner, settings: { networks } }) {
          const z = normalBatch(count, networks.latent, random(seed));
          const from = performance.now();
          const { data } = learner.generate(z, which);
          return { points: data, milliseconds: performance.now() - from };
        },
      },
    },
  };
}

export const half = training(planeGanLearning);
