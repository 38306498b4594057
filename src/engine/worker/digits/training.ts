/** A run that learns digits by denoising them. */
import type { ImageTrainer } from '../../../net/image/trainer';
import { decodeCheckpoint, type Checkpoint } from '../../checkpoint';
import {
  needsNewDigitTrainer,
  parseDigitSettings,
  type DigitRunSettings,
  type DigitSize,
  type DigitWatch,
} from '../../digit-settings';
import type { DigitSnapshot, RunFacts } from '../../protocol';
import type { Backend } from '../../settings';
import { loadWeights } from '../../weights';
import type { Started } from '../backend';
import type { TrainingContext } from '../learner';
import { answerDigits, sampleDigits } from './answer';
import { fromCheckpoint, toCheckpoint, type SavedDigits } from './kept';
import type { Made, MadeSpec } from './look';
import { PictureRun, type PictureLearner, type PictureSight } from './pictures';
import type { DigitNetworks } from './shipped';
import { startDigits, trainerSettingsOf } from './start';

/** Where the shipped network goes on from. */
type ShippedStart = Pick<SavedDigits, 'weights' | 'steps' | 'images'>;

interface DigitLearner extends PictureLearner<SavedDigits> {
  readonly network: ImageTrainer;
  readonly size: DigitSize;
}

export class DigitTraining extends PictureRun<DigitRunSettings, SavedDigits, DigitLearner> {
  protected get rate(): number {
    return this.settings.learningRate;
  }

  /** The weights that the shipped network begins from. */
  private shipped: ShippedStart | null = null;

  constructor(name: string, settings: unknown, watch: DigitWatch, context: TrainingContext, networks: DigitNetworks) {
    super(name, parseDigitSettings(settings), watch, context, networks);
  }

  /** A file says its own size: the network becomes that. */
  override async prepare(checkpoint?: Uint8Array): Promise<void> {
    if (checkpoint) this.takeSize(checkpoint);
    await super.prepare(checkpoint);
  }

  override async load(bytes: Uint8Array): Promise<void> {
    if (this.takeSize(bytes) || !this.trainer) await this.build();
    await super.load(bytes);
  }

  readonly sample = (spec: unknown) =>
    answerDigits(
      { kind: 'sample', spec: spec as never },
      { ...this.networks, trainer: () => Promise.resolve(this.network()) },
      { tell: () => {}, gone: () => this.disposed },
    );

  protected make(
    { network }: DigitLearner,
    spec: MadeSpec,
    judge: DigitNetworks['judge'] | null,
    givenUp: () => boolean,
  ): Promise<Made> {
    const { sampleSeed, guidance, evaluations } = this.settings;
    return sampleDigits(
      { ...spec, seed: sampleSeed, guidance: spec.labels[0] < 0 ? 0 : guidance, evaluations, every: 0 },
      { ...this.networks, trainer: () => Promise.resolve(network), ...(judge && { judge }) },
      { tell: () => {}, gone: givenUp },
    );
  }

  protected parse(settings: unknown): DigitRunSettings {
    return parseDigitSettings(settings);
  }

  protected needsNewTrainer(a: DigitRunSettings, b: DigitRunSettings): boolean {
    return needsNewDigitTrainer(a, b);
  }

  protected async start(): Promise<Started<DigitLearner>> {
    await this.fetch(this.settings);
    const { choice, trainer, size } = await startDigits(this.settings, this.context.without);
    return { choice, trainer: learner(trainer, size, this.shipped) };
  }

  protected reconfigure({ network, size }: DigitLearner, change: Partial<DigitRunSettings>): void {
    if (change.data) this.setData();
    const { network: _network, seed: _seed, microBatch: _micro, ...rates } = trainerSettingsOf(this.settings, size);
    network.configure(rates);
  }

  protected write(saved: SavedDigits): Checkpoint {
    return toCheckpoint(this.settings, saved);
  }

  protected read(checkpoint: Checkpoint): SavedDigits {
    return fromCheckpoint(checkpoint);
  }

  protected stepOf(saved: SavedDigits): number {
    return saved.steps;
  }

  protected snapshot({ network, size, trained }: DigitLearner, sight: PictureSight, facts: RunFacts): DigitSnapshot {
    return {
      ...sight,
      ...facts,
      size,
      backend: network.backend as Backend,
      parameters: network.parameters,
      flopsPerStep: network.flopsPerStep,
      lossByLevel: network.lossByLevel(),
      images: network.images,
      trained,
      imagesPerSecond: facts.stepsPerSecond * network.settings.batchSize,
    };
  }

  protected override async fetch(settings: DigitRunSettings): Promise<void> {
    await super.fetch(settings);
    if (settings.size === 'shipped' && !this.shipped) {
      const {
        weights,
        manifest: {
          training: { steps, images },
        },
      } = await loadWeights('digits');
      this.shipped = { weights, steps, images };
    }
  }

  private network(): ImageTrainer {
    if (!this.trainer) throw new Error('There is no network to sample from yet.');
    return this.trainer.network;
  }

  /** Whether the file's size is another than the network's. */
  private takeSize(bytes: Uint8Array): boolean {
    const { size } = fromCheckpoint(decodeCheckpoint(bytes));
    if (this.trainer?.size === size) return false;
    this.settings = { ...this.settings, size };
    return true;
  }
}

function learner(network: ImageTrainer, size: DigitSize, shipped: ShippedStart | null): DigitLearner {
  return {
    network,
    size,
    turns: 1,
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
