/** The worker's half of a game of two networks on digits. */
import type { ImageGan } from '../../../net/image/gan/trainer';
import type { Backend } from '../../backends';
import type { Host, Learning } from '../../worker/half';
import { training } from '../../worker/training';
import { pictureData } from '../digits/worker/data';
import { Looks, renewing, type Make } from '../digits/worker/looks';
import { advanceByParts, pictureHurriedBy, pictureKeepMs, type PictureLearner } from '../digits/worker/slices';
import { shippedAnswers } from '../shipped/worker';
import { generate } from '../shipped/worker/gan';
import { sharedNetworks, type DigitNetworks } from '../shipped/worker/networks';
import { parseDigitGanSettings } from './parse';
import { needsNewDigitGan } from './settings';
import { digitGanCodec, type SavedDigitGan } from './worker/kept';
import { gameOf, startDigitGan } from './worker/start';

interface GanLearner extends PictureLearner<SavedDigitGan> {
  readonly network: ImageGan;
}

export function digitGanLearning(
  { without }: Pick<Host, 'without'>,
  networks: DigitNetworks = sharedNetworks(without),
): Learning<'digits-gan', SavedDigitGan, GanLearner> {
  const data = pictureData();
  let seed = 0;
  const make: Make<GanLearner> = ({ network }, spec, judges, listener) =>
    generate({ ...spec, seed }, { ...judges, gan: () => Promise.resolve(network) }, listener);
  const looks = new Looks(networks, make);
  return {
    parse: parseDigitGanSettings,
    needsNewNetwork: needsNewDigitGan,
    fetch: (settings) => data.fetch(settings.data),
    async start(settings) {
      const { choice, trainer } = await startDigitGan(settings, without);
      const pictures = data.pictures();
      if (pictures) trainer.setData(pictures);
      return { choice, trainer: learnerOf(trainer) };
    },
    configure({ network }, settings, change) {
      const pictures = data.pictures();
      if (change.data && pictures) network.setData(pictures);
      const { networks: _networks, seed: _seed, ...rules } = gameOf(settings);
      network.configure(rules);
    },
    rate: ({ generatorRate, discriminatorRate }) => Math.max(generatorRate, discriminatorRate),
    advance: advanceByParts,
    observe(learner, view) {
      seed = view.settings.sampleSeed;
      return looks.look(learner, view);
    },
    unseen: ({ network, trained }, { stepsPerSecond }) => ({
      look: null,
      parameters: network.parameters,
      losses: network.losses,
      images: network.images,
      trained,
      imagesPerSecond: stepsPerSecond * network.settings.batchSize,
    }),
    codec: digitGanCodec,
    answers: {
      generate: {
        check: shippedAnswers.generate.check,
        answer: (spec, { learner }, listener) =>
          renewing(networks, async () =>
            shippedAnswers.generate.answer(
              spec,
              { ...networks, gan: () => Promise.resolve(learner.network) },
              listener,
            ),
          ),
      },
    },
    hurriedBy: pictureHurriedBy,
    keepMs: pictureKeepMs,
  };
}

function learnerOf(network: ImageGan): GanLearner {
  return {
    network,
    // The generator's, then the discriminator's.
    turns: 2,
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
      this.trained = 0;
    },
    save() {
      return { ...network.save(), trained: this.trained };
    },
    load({ trained, ...saved }) {
      network.load(saved);
      this.trained = trained;
    },
    dispose: () => network.dispose(),
  };
}

export const half = training((host) => digitGanLearning(host));
