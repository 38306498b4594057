/** A run in which two networks play a game over digits. */
import { createImageGan } from '../../../net/image/gan/create';
import { liveGanSettings } from '../../../net/image/gan/shipped';
import type { ImageGan } from '../../../net/image/gan/trainer';
import type { ImageGanSettings } from '../../../net/image/gan/settings';
import type { Checkpoint } from '../../checkpoint';
import { needsNewDigitGan, parseDigitGanSettings, type DigitGanRunSettings } from '../../digit-gan-settings';
import type { DigitWatch } from '../../digit-settings';
import type { DigitGanSnapshot, RunFacts } from '../../protocol';
import type { Backend } from '../../settings';
import { startOn, timed, type Contest, type Started } from '../backend';
import type { TrainingContext } from '../learner';
import { answerDigits } from './answer';
import { generateDigits } from './gan';
import { fromGanCheckpoint, toGanCheckpoint, type SavedDigitGan } from './gan-kept';
import type { Made, MadeSpec } from './look';
import { PictureRun, type PictureLearner, type PictureSight } from './pictures';
import type { DigitNetworks } from './shipped';

/** Pictures of a measured step. */
const measuredPictures = 4;

interface GanLearner extends PictureLearner<SavedDigitGan> {
  readonly network: ImageGan;
}

export class DigitGanTraining extends PictureRun<DigitGanRunSettings, SavedDigitGan, GanLearner> {
  protected get rate(): number {
    return Math.max(this.settings.generatorRate, this.settings.discriminatorRate);
  }

  constructor(name: string, settings: unknown, watch: DigitWatch, context: TrainingContext, networks: DigitNetworks) {
    super(name, parseDigitGanSettings(settings), watch, context, networks);
  }

  /** Takes a `DigitGenerateSpec`. */
  readonly sample = (spec: unknown) =>
    answerDigits(
      { kind: 'generate', spec: spec as never },
      { ...this.networks, gan: () => Promise.resolve(this.network()) },
      { tell: () => {}, gone: () => this.disposed },
    );

  protected make(
    { network }: GanLearner,
    spec: MadeSpec,
    judge: DigitNetworks['judge'] | null,
    givenUp: () => boolean,
  ): Promise<Made> {
    return generateDigits(
      { ...spec, seed: this.settings.sampleSeed },
      { ...this.networks, gan: () => Promise.resolve(network), ...(judge && { judge }) },
      { tell: () => {}, gone: givenUp },
    );
  }

  protected parse(settings: unknown): DigitGanRunSettings {
    return parseDigitGanSettings(settings);
  }

  protected needsNewTrainer(a: DigitGanRunSettings, b: DigitGanRunSettings): boolean {
    return needsNewDigitGan(a, b);
  }

  protected async start(): Promise<Started<GanLearner>> {
    await this.fetch(this.settings);
    const { choice, trainer } = await startOn(
      contest(this.settings),
      (backend) => createImageGan(backend, { ...gameOf(this.settings), microBatch: liveGanSettings.microBatch }),
      this.context.without,
    );
    return { choice, trainer: learner(trainer) };
  }

  protected reconfigure({ network }: GanLearner, change: Partial<DigitGanRunSettings>): void {
    if (change.data) this.setData();
    const { networks: _networks, seed: _seed, ...rules } = gameOf(this.settings);
    network.configure(rules);
  }

  protected write(saved: SavedDigitGan): Checkpoint {
    return toGanCheckpoint(this.settings, saved);
  }

  protected read(checkpoint: Checkpoint): SavedDigitGan {
    return fromGanCheckpoint(checkpoint);
  }

  protected stepOf(saved: SavedDigitGan): number {
    return saved.steps;
  }

  protected snapshot({ network, trained }: GanLearner, sight: PictureSight, facts: RunFacts): DigitGanSnapshot {
    return {
      ...sight,
      ...facts,
      backend: network.backend as Backend,
      parameters: network.parameters,
      flopsPerStep: network.flopsPerStep,
      losses: network.losses,
      images: network.images,
      trained,
      imagesPerSecond: facts.stepsPerSecond * network.settings.batchSize,
    };
  }

  private network(): ImageGan {
    if (!this.trainer) throw new Error('There is no generator to sample from yet.');
    return this.trainer.network;
  }
}

/** All but how a batch is cut, which the run finds out. */
function gameOf({
  seed,
  loss,
  generatorRate,
  discriminatorRate,
  beta1,
  batchSize,
  emaDecay,
  shift,
  instanceNoise,
}: DigitGanRunSettings): Omit<ImageGanSettings, 'microBatch'> {
  const { microBatch: _micro, ...live } = liveGanSettings;
  return { ...live, seed, loss, generatorRate, discriminatorRate, beta1, batchSize, emaDecay, shift, instanceNoise };
}

function learner(network: ImageGan): GanLearner {
  return {
    network,
    // The generator's, then the discriminator's.
    turns: 2,
    trained: 0,
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

const contest = ({ backend }: DigitGanRunSettings): Contest => ({
  asked: backend,
  key: 'a game on digits',
  time: timeGame,
});

async function timeGame(backend: Backend): Promise<number> {
  const game = await createImageGan(backend, {
    ...liveGanSettings,
    seed: 1,
    batchSize: measuredPictures,
    microBatch: measuredPictures,
  });
  try {
    game.setData({ images: new Uint8Array(measuredPictures * 784), labels: new Uint8Array(measuredPictures) });
    return timed(() => game.train(1));
  } finally {
    game.dispose();
  }
}
