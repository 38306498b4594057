/** The worker's half of a run on points in the plane. */
import { makeTarget } from '../../../core/data/index';
import type { Mixture } from '../../../core/data/mixture';
import type { Target } from '../../../core/data/target';
import { makeFlow, type FlowMade } from '../../../core/flow';
import { random } from '../../../core/random';
import type { SavedWeights, Trainer } from '../../../net/trainer';
import type { Host, Learning } from '../../worker/half';
import { training } from '../../worker/training';
import { cloudOf } from './charged';
import { parsePlaneSettings } from './parse';
import { needsNewPlaneNetwork, type PlaneSettings } from './settings';
import { planeAnswers } from './worker/answers';
import { planeCodec } from './worker/kept';
import { heldOutPoints, look, unseen, type HeldOut } from './worker/look';
import { poolSize, startTrainer, trainerSettings } from './worker/start';

export function planeLearning({ without }: Host): Learning<'plane', SavedWeights, Trainer> {
  let target: Target;
  let heldOut: HeldOut;
  /** What is learned where it is a flow between two clouds. */
  let made: FlowMade | null = null;
  const setData = (trainer: Trainer, settings: PlaneSettings): void => {
    target = made ? unmoded(made.data) : makeTarget(settings.target);
    if (settings.charged) {
      heldOut = cloudOf(settings.target, settings.charged.points);
      trainer.setData(heldOut);
      return;
    }
    trainer.setData(target.sample(poolSize, random(settings.seed).split('data')));
    heldOut = heldOutPoints(target);
  };
  return {
    parse: parsePlaneSettings,
    needsNewNetwork: needsNewPlaneNetwork,
    async start(settings) {
      made = settings.flow && makeFlow(settings.flow);
      const started = await startTrainer(settings, without, made?.sample);
      setData(started.trainer, settings);
      return started;
    },
    configure(trainer, settings, change, how) {
      if (change.target !== undefined) setData(trainer, settings);
      const { network: _network, seed: _seed, ...rates } = trainerSettings(settings);
      trainer.configure(rates, { restartClock: how === 'adapt' });
    },
    rate: ({ learningRate }) => learningRate,
    observe: (trainer, { settings, watch, givenUp }) =>
      look(trainer, settings, watch, { target, heldOut, source: made?.source ?? null }, givenUp),
    unseen: (trainer) => ({
      ...unseen,
      parameters: trainer.parameters,
      lossByLevel: trainer.lossByLevel(),
      modes: target.modes ? target.modes.data.length / target.modes.dim : -1,
    }),
    codec: planeCodec,
    answers: planeAnswers(() => made?.source ?? null),
  };
}

/** Of points that stand for a cloud none is a mode. */
function unmoded(data: Mixture): Target {
  const { name } = data;
  if (name !== 'empirical') return data;
  return { name, sample: (n, draw) => data.sample(n, draw), stratified: (n, draw) => data.stratified(n, draw) };
}

export const half = training(planeLearning);
