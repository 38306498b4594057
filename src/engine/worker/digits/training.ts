/** A run that learns digits. */
import { digitPixels } from '../../../core/data/digits';
import type { LabelledPictures } from '../../../net/image/data';
import type { ImageTrainer } from '../../../net/image/trainer';
import { decodeCheckpoint, type Checkpoint } from '../../checkpoint';
import { needsNewDigitTrainer, parseDigitSettings, type DigitRunSettings, type DigitSize, type DigitWatch } from '../../digit-settings';
import { loadDigits } from '../../digits';
import type { DigitLook, DigitSnapshot, Request, Restart, RunFacts } from '../../protocol';
import type { Backend } from '../../settings';
import { loadWeights } from '../../weights';
import type { Started } from '../backend';
import type { Learner, TrainingContext } from '../learner';
import { LearningRun } from '../learning';
import { divergedLoss } from '../sentences';
import { answerDigits } from './answer';
import { fromCheckpoint, toCheckpoint, type SavedDigits } from './kept';
import { lookAtDigits } from './look';
import type { DigitNetworks } from './shipped';
import { startDigits, trainerSettingsOf } from './start';

/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;
/** Least milliseconds between two kept copies of the weights: each is some megabytes. */
const keepMs = 4000;
/** A look takes at most this share of the time. */
const lookShare = 1 / 5;

type Sight = { readonly look: DigitLook | null };

/** Where the shipped network goes on from. */
type ShippedStart = Pick<SavedDigits, 'weights' | 'steps' | 'images'>;

/** The trainer with what a run knows beside its weights. */
interface DigitLearner extends Learner<SavedDigits> {
  readonly network: ImageTrainer;
  readonly size: DigitSize;
  /** Milliseconds of training. */
  trained: number;
}

export class DigitTraining extends LearningRun<DigitRunSettings, DigitWatch, SavedDigits, DigitLearner, Sight> {
  protected get rate(): number {
    return this.settings.learningRate;
  }

  /** All of them look again afterwards, or train on: a look that is given up is never missed. */
  override readonly hurriedBy: ReadonlySet<Request['type']> = new Set<Request['type']>(
    ['pause', 'reset', 'close', 'step', 'load', 'play', 'configure', 'watch']);

  protected readonly unseen: Sight = { look: null };
  private pictures: LabelledPictures | null = null;
  /** The weights that the shipped network begins from. */
  private shipped: ShippedStart | null = null;
  private lookedAt = 0;
  private lookCost = 0;
  /** What was last looked at: the same is not drawn twice. */
  private looked = '';
  private weightsAre = 0;
  private judgeless = false;

  constructor(name: string, settings: unknown, watch: DigitWatch, context: TrainingContext, private readonly networks: DigitNetworks) {
    super(name, parseDigitSettings(settings), watch, context, keepMs);
  }

  /** A file says its own size: the network becomes that. */
  override async prepare(checkpoint?: Uint8Array): Promise<void> {
    if (checkpoint) this.takeSize(checkpoint);
    try {
      await super.prepare(checkpoint);
    } catch (error) {
      // Out of reach now, perhaps not when the reader asks again.
      if (this.trainer) throw error;
      this.fail('unreachable', error instanceof Error ? error.message : String(error));
    }
  }

  override async play(): Promise<void> {
    await super.play();
    this.lookedAt = performance.now();
    // The first step may take a while to be shown: that it was asked for is shown at once.
    this.showStatus();
  }

  override async configure(number: number, change: Partial<DigitRunSettings>, how: Restart): Promise<void> {
    if (change.data && change.data.kind !== this.settings.data.kind) this.pictures = null;
    await this.fetch(parseDigitSettings({ ...this.settings, ...change }));
    this.weightsAre++;
    await super.configure(number, change, how);
  }

  override async load(bytes: Uint8Array): Promise<void> {
    if (this.takeSize(bytes) || !this.trainer) await this.build();
    this.weightsAre++;
    await super.load(bytes);
  }

  readonly sample = (spec: unknown) => answerDigits(
    { kind: 'sample', spec: spec as never },
    { ...this.networks, trainer: async () => this.network() },
    { tell: () => {}, gone: () => this.disposed },
  );

  async likelihood(): Promise<never> {
    throw new Error('There are no likelihoods of pictures here (expected a run on points).');
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

  protected setData(): void {
    if (this.trainer && this.pictures) this.trainer.network.setData(this.pictures);
  }

  protected override renew(): void {
    this.weightsAre++;
    super.renew();
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

  /** Parts of a batch until the slice is over: a whole batch may take longer. */
  protected override advance(trainer: DigitLearner, steps: number): boolean {
    const { network } = trainer;
    const { batchSize, microBatch } = network.settings;
    const from = performance.now();
    let parts = 0, stepped = 0, fine = true;
    do {
      const slice = network.slice();
      parts++;
      if (slice.stepped) {
        stepped++;
        this.meter.add(slice.loss, 1);
      }
      fine = !slice.broken && !(slice.stepped && !(slice.loss < divergedLoss));
    } while (fine && stepped < steps && performance.now() - from < sliceMs * (1 - 1 / (parts + 1)));
    const ms = performance.now() - from;
    trainer.trained += ms;
    const rows = Math.min(batchSize, microBatch);
    this.pace.measured((parts * rows) / batchSize, ms);
    this.count(trainer, (parts * rows) / batchSize, ms);
    // Larger parts are quicker; a part is to take less than a slice.
    const fits = 2 ** Math.floor(Math.log2(Math.max(1, (sliceMs * parts * rows) / ms)));
    if (Math.min(fits, batchSize) !== microBatch) network.configure({ microBatch: Math.min(fits, batchSize) });
    return fine;
  }

  protected async sight(trainer: DigitLearner, givenUp: () => boolean): Promise<Sight | null> {
    const { samplesEvery, shown, judged } = this.watch;
    const now = performance.now();
    if (samplesEvery === 0 || (this.active && now - this.lookedAt < Math.max(samplesEvery, this.lookCost / lookShare))) return this.unseen;
    const { network } = trainer;
    const key = [this.weightsAre, network.images, shown, judged].join(' ');
    if (key === this.looked) return this.unseen;
    // A click is answered before pictures are drawn.
    if (!this.active) this.showStatus();
    const judge = judged > 0 && !this.judgeless ? await this.judge() : null;
    // Of new weights nobody needs to know more than what is shown.
    const watch = network.images > 0 ? this.watch : { ...this.watch, judged: Math.min(shown, judged) };
    const look = await lookAtDigits(network, this.settings, watch, judge, givenUp);
    this.lookedAt = performance.now();
    if (!look) return null;
    this.lookCost = this.lookedAt - now;
    this.looked = key;
    return { look: { ...look, images: network.images, trained: trainer.trained } };
  }

  protected snapshot({ network, size, trained }: DigitLearner, sight: Sight, facts: RunFacts): DigitSnapshot {
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

  /** Fetches what the settings need and is not there yet. */
  private async fetch({ data, size }: DigitRunSettings): Promise<void> {
    if (data.kind === 'own') this.pictures = data;
    else if (!this.pictures || this.settings.data.kind === 'own') {
      const { images, labels, trainCount } = await loadDigits();
      this.pictures = { images: images.subarray(0, trainCount * digitPixels), labels: labels.subarray(0, trainCount) };
    }
    if (size === 'shipped' && !this.shipped) {
      const { weights, manifest: { training: { steps, images } } } = await loadWeights('digits');
      this.shipped = { weights, steps, images };
    }
  }

  /** Training goes on without a judge where it cannot be fetched. */
  private async judge(): Promise<DigitNetworks['judge'] | null> {
    try {
      await this.networks.judge();
      return this.networks.judge;
    } catch (error) {
      this.judgeless = true;
      this.fail('unreachable', `${error instanceof Error ? error.message : String(error)} Training goes on without it.`);
      return null;
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
