/** The worker's half of a run that learns digits by denoising them. */
import type { ImageTrainer } from '../../../net/image/trainer';
import type { Backend } from '../../backends';
import type { Host, Learning } from '../../worker/half';
import { training } from '../../worker/training';
import { shippedAnswers } from '../shipped/worker';
import { sharedNetworks, type DigitNetworks } from '../shipped/worker/networks';
import { sample } from '../shipped/worker/sample';
import { loadWeights } from '../shipped/weights';
import { parseDigitSettings } from './parse';
import { needsNewDigitNetwork, type DigitSettings, type DigitSize } from './settings';
import { pictureData } from './worker/data';
import { digitCodec, fromCheckpoint, type SavedDigits } from './worker/kept';
import { Looks, renewing, type Make } from './worker/looks';
import { advanceByParts, pictureHurriedBy, pictureKeepMs, type PictureLearner } from './worker/slices';
import { startDigits, trainerSettingsOf } from './worker/start';

/** Where the shipped network goes on from. */
type ShippedStart = Pick<SavedDigits, 'weights' | 'steps' | 'images'>;

interface DigitLearner extends PictureLearner<SavedDigits> {
  readonly network: ImageTrainer;
  readonly size: DigitSize;
}

export function digitLearning(
  { without }: Pick<Host, 'without'>,
  networks: DigitNetworks = sharedNetworks(without),
): Learning<'digits', SavedDigits, DigitLearner> {
  const data = pictureData();
  /** The weights that the shipped network begins from. */
  let shipped: ShippedStart | null = null;
  let samples: Pick<DigitSettings, 'sampleSeed' | 'guidance' | 'evaluations'>;
  const make: Make<DigitLearner> = ({ network }, spec, judges, listener) => {
    const { sampleSeed, guidance, evaluations } = samples;
    return sample(
      { ...spec, seed: sampleSeed, guidance: spec.labels[0] < 0 ? 0 : guidance, evaluations, every: 0 },
      { ...judges, trainer: () => Promise.resolve(network) },
      listener,
    );
  };
  const looks = new Looks(networks, make);
  return {
    parse: parseDigitSettings,
    needsNewNetwork: needsNewDigitNetwork,
    async fetch(settings) {
      await data.fetch(settings.data);
      if (settings.size === 'shipped' && !shipped) {
        const { weights, manifest } = await loadWeights('digits');
        const { steps, images } = manifest.training;
        shipped = { weights, steps, images };
      }
    },
    async start(settings) {
      const { choice, trainer, size } = await startDigits(settings, without);
      const pictures = data.pictures();
      if (pictures) trainer.setData(pictures);
      return { choice, trainer: learnerOf(trainer, size, shipped) };
    },
    configure({ network, size }, settings, change) {
      const pictures = data.pictures();
      if (change.data && pictures) network.setData(pictures);
      const { network: _network, seed: _seed, microBatch: _micro, ...rates } = trainerSettingsOf(settings, size);
      network.configure(rates);
    },
    rate: ({ learningRate }) => learningRate,
    advance: advanceByParts,
    observe(learner, view) {
      samples = view.settings;
      return looks.look(learner, view);
    },
    unseen: ({ network, size, trained }, { stepsPerSecond }) => ({
      look: null,
      size,
      parameters: network.parameters,
      lossByLevel: network.lossByLevel(),
      images: network.images,
      trained,
      imagesPerSecond: stepsPerSecond * network.settings.batchSize,
    }),
    codec: digitCodec,
    settingsFor(checkpoint, settings, learner) {
      const { size } = fromCheckpoint(checkpoint);
      return learner?.size === size ? settings : { ...settings, size };
    },
    answers: {
      sample: {
        check: shippedAnswers.sample.check,
        answer: (spec, { learner }, listener) =>
          renewing(networks, async () =>
            shippedAnswers.sample.answer(
              spec,
              { ...networks, trainer: () => Promise.resolve(learner.network) },
              listener,
            ),
          ),
      },
    },
    hurriedBy: pictureHurriedBy,
    keepMs: pictureKeepMs,
  };
}

function learnerOf(network: ImageTrainer, size: DigitSize, shipped: ShippedStart | null): DigitLearner {
  return {
    network,
    size,
    turns: 1,
    trained: 0,
    get backend() {
      return network.backend as Backend;
    },
    get steps() {
      return network.steps;
    },
    get examplesPerStep() {
      return network.settings.batchSize;
    },
    get flopsPerStep() {
      return network.flopsPerStep;
    },
    train: (steps) => network.train(steps),
    reset(seed) {
      network.reset(seed);
      if (size === 'shipped' && shipped) network.load(shipped);
      this.trained = 0;
    },
    save() {
      return { ...network.save(), size, trained: this.trained };
    },
    load({ trained, size: _size, ...saved }) {
      network.load(saved);
      this.trained = trained;
    },
    dispose: () => network.dispose(),
  };
}

export const half = training((host) => digitLearning(host));
