/** A run that learns pictures of digits, whatever kind of network learns them: slices of a batch, and looks at samples now and then. */
import { digitPixels } from '../../../core/data/digits';
import { digitSubset } from '../../../core/data/digit-subset';
import type { LabelledPictures } from '../../../net/image/data';
import type { TrainingSlice } from '../../../net/image/trainer';
import type { DigitData, DigitWatch } from '../../digit-settings';
import { loadDigits } from '../../digits';
import type { DigitLook, Request, Restart } from '../../protocol';
import type { Learner, LearningSettings, TrainingContext } from '../learner';
import { LearningRun } from '../learning';
import { divergedLoss } from '../sentences';
import { lookAtDigits, type Made, type MadeSpec } from './look';
import type { DigitNetworks } from './shipped';

/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;
/** Least milliseconds between two kept copies of the weights: each is some megabytes. */
const keepMs = 4000;
/** A look takes at most this share of the time. */
const lookShare = 1 / 5;

export type PictureSight = { readonly look: DigitLook | null };

/** What goes through its pictures in parts of a batch. */
export interface SlicedTrainer {
  readonly images: number;
  readonly settings: { readonly batchSize: number; readonly microBatch: number };
  slice(): TrainingSlice;
  setData(pictures: LabelledPictures): void;
  configure(change: { readonly microBatch: number }): void;
}

/** The trainer with what a run knows beside its weights. */
export interface PictureLearner<K> extends Learner<K> {
  readonly network: SlicedTrainer;
  /** Rows that go through the networks in a step, for each picture of the batch: two where two players have a turn. */
  readonly turns: number;
  /** Milliseconds of training. */
  trained: number;
}

export type PictureSettings = LearningSettings & { readonly data: DigitData };

export abstract class PictureRun<S extends PictureSettings, K, T extends PictureLearner<K>> extends LearningRun<
  S,
  DigitWatch,
  K,
  T,
  PictureSight
> {
  /** All of them look again afterwards, or train on: a look that is given up is never missed. */
  override readonly hurriedBy: ReadonlySet<Request['type']> = new Set<Request['type']>([
    'pause',
    'reset',
    'close',
    'step',
    'load',
    'play',
    'configure',
    'watch',
  ]);

  protected readonly unseen: PictureSight = { look: null };
  protected weightsAre = 0;
  private pictures: LabelledPictures | null = null;
  private picturesAre = '';
  private lookedAt = 0;
  private lookCost = 0;
  /** What was last looked at: the same is not drawn twice. */
  private looked = '';
  private judgeless = false;
  /** Some parts of a batch are done, and others not: its step is always finished, and no mark stands in it. */
  private partway = false;

  constructor(
    name: string,
    settings: S,
    watch: DigitWatch,
    context: TrainingContext,
    protected readonly networks: DigitNetworks,
  ) {
    super(name, settings, watch, context, keepMs);
  }

  /** Samples of the network as it is. */
  protected abstract make(
    trainer: T,
    spec: MadeSpec,
    judge: DigitNetworks['judge'] | null,
    givenUp: () => boolean,
  ): Promise<Made>;

  override async prepare(checkpoint?: Uint8Array): Promise<void> {
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

  override async configure(number: number, change: Partial<S>, how: Restart): Promise<void> {
    await this.fetch(this.parse({ ...this.settings, ...change }));
    this.weightsAre++;
    await super.configure(number, change, how);
  }

  override async load(bytes: Uint8Array): Promise<void> {
    this.weightsAre++;
    this.partway = false;
    await super.load(bytes);
  }

  likelihood(): Promise<never> {
    return Promise.reject(new Error('There are no likelihoods of pictures here (expected a run on points).'));
  }

  protected setData(): void {
    if (this.trainer && this.pictures) this.trainer.network.setData(this.pictures);
  }

  protected override get mark(): number {
    return this.partway ? 0 : super.mark;
  }

  protected override get left(): number {
    return this.partway ? Math.max(1, super.left) : super.left;
  }

  protected override renew(): void {
    this.partway = false;
    this.weightsAre++;
    super.renew();
  }

  /** Parts of a batch until the slice is over: a whole batch may take longer. */
  protected override advance(trainer: T, steps: number): boolean {
    const { network, turns } = trainer;
    const { batchSize, microBatch } = network.settings;
    const from = performance.now();
    let parts = 0,
      stepped = 0,
      fine = true;
    do {
      const slice = network.slice();
      parts++;
      this.partway = !slice.stepped;
      if (slice.stepped) {
        stepped++;
        this.meter.add(slice.loss, 1);
      }
      fine = !slice.broken && !(slice.stepped && !(slice.loss < divergedLoss));
    } while (fine && stepped < steps && performance.now() - from < sliceMs * (1 - 1 / (parts + 1)));
    const ms = performance.now() - from;
    trainer.trained += ms;
    const rows = Math.min(batchSize, microBatch);
    this.count(trainer, (parts * rows) / (turns * batchSize), ms);
    // Larger parts are quicker; a part is to take less than a slice.
    const fits = 2 ** Math.floor(Math.log2(Math.max(1, (sliceMs * parts * rows) / ms)));
    if (Math.min(fits, batchSize) !== microBatch) network.configure({ microBatch: Math.min(fits, batchSize) });
    return fine;
  }

  protected async sight(trainer: T, givenUp: () => boolean): Promise<PictureSight | null> {
    const { samplesEvery, shown, judged } = this.watch;
    const now = performance.now();
    const due =
      this.mark > 0 || !this.active || now - this.lookedAt >= Math.max(samplesEvery, this.lookCost / lookShare);
    if (samplesEvery === 0 || !due) return this.unseen;
    const { network } = trainer;
    const key = [this.weightsAre, network.images, shown, judged].join(' ');
    if (key === this.looked) return this.unseen;
    // A click is answered before pictures are drawn.
    if (!this.active) this.showStatus();
    const judge = judged > 0 && !this.judgeless ? await this.judge() : null;
    // Of new weights nobody needs to know more than what is shown.
    const watch = network.images > 0 ? this.watch : { ...this.watch, judged: Math.min(shown, judged) };
    const look = await lookAtDigits(
      (spec) => this.make(trainer, spec, judge, givenUp),
      this.settings.data,
      watch,
      judge !== null,
      givenUp,
    );
    this.lookedAt = performance.now();
    if (!look) return null;
    this.lookCost = this.lookedAt - now;
    this.looked = key;
    return { look: { ...look, images: network.images, trained: trainer.trained } };
  }

  /** Fetches what the settings need and is not there yet. */
  protected async fetch({ data }: S): Promise<void> {
    const wanted = data.kind === 'own' ? '' : `${data.count ?? 'all'} ${data.only ?? 'all'}`;
    if (data.kind === 'own') this.pictures = data;
    else if (!this.pictures || this.picturesAre !== wanted) {
      const { images, labels, trainCount } = await loadDigits();
      const all = { images: images.subarray(0, trainCount * digitPixels), labels: labels.subarray(0, trainCount) };
      this.pictures = data.count === undefined && data.only === undefined ? all : digitSubset(all, data);
    }
    this.picturesAre = wanted;
  }

  /** Training goes on without a judge where it cannot be fetched. */
  private async judge(): Promise<DigitNetworks['judge'] | null> {
    try {
      await this.networks.judge();
      return () => this.networks.judge();
    } catch (error) {
      this.judgeless = true;
      this.fail(
        'unreachable',
        `${error instanceof Error ? error.message : String(error)} Training goes on without it.`,
      );
      return null;
    }
  }
}
