import type { Denoiser } from '../../core/denoiser';
import type { Layer } from '../../core/image-network/description';
import { forwardFlops } from '../../core/image-network/flops';
import { bind, type BoundNetwork } from '../../core/image-network/parameters';
import type { Shape } from '../../core/image-network/shape';
import { numbersOf, type Domain } from '../../core/domain';
import { digitDomain } from '../../core/image-network/pixels';
import { averageKept } from '../clock';
import { given, nothing, rowCount, type Condition } from '../condition/index';
import { LOSS_BINS } from './batches';
import { dataPool, type ConditionedData, type DataPool, type LabelledPictures } from './data';
import { imageDenoiser, type DenoiserOptions, type Watched } from './denoiser';
import type { ImageDevice } from './ops';
import { forward, type Inputs, type Missing, type Watcher } from './pass';
import { imageDenoising } from './objective/denoising';
import type { Ask, ImageObjective, LearnedRows, LossRows, RowRequest } from './objective/objective';
import { lossBack } from './loss';
import { imageRate } from './rate';
import {
  BETA_1,
  checkImageSettings,
  checkSavedImages,
  type ImageTrainerChange,
  type ImageTrainerSettings,
  type SavedImageNetwork,
} from './settings';
import { takeSteps, type TrainingSlice } from './slices';
import { startingWeights } from './start';

const BETA_2 = 0.99;
/** Share of the running means of the loss that stays after a step. */
const REMEMBERED = 0.99;

/** One layer's output: values [n, places, channels] of its shape. */
export interface LayerOutput {
  /** Places in the description's lists, from outside in: `3.2.0`. */
  readonly path: string;
  readonly kind: Layer['kind'];
  readonly shape: Shape;
  readonly values: Float32Array;
}

export interface Inspection {
  readonly output: Float32Array;
  /** In the order in which they ran; a residual layer after its inner ones. */
  readonly layers: readonly LayerOutput[];
}

/** Trains a network on data of a domain, by default to denoise digits. Works on any backend's pieces. */
export class ImageTrainer<T = unknown> {
  readonly bound: BoundNetwork;
  /** Steps of the optimizer so far, and pictures seen. */
  steps = 0;
  images = 0;
  private pool: DataPool | null = null;
  private batches: ((request: RowRequest) => LearnedRows | LossRows) | null = null;
  /** Rows of the step under way, and its loss so far. */
  private row = 0;
  private sum = 0;
  private readonly bins = new Float64Array(2 * LOSS_BINS);

  constructor(
    readonly device: ImageDevice<T>,
    public settings: ImageTrainerSettings,
    readonly objective: ImageObjective = imageDenoising,
  ) {
    checkImageSettings(settings);
    this.bound = bind(settings.network);
    this.reset(settings.seed);
  }

  get backend(): string {
    return this.device.backend;
  }

  get parameters(): number {
    return this.bound.size;
  }

  /** Floating-point operations of one step, counted as three times forward. */
  get flopsPerStep(): number {
    return 3 * forwardFlops(this.settings.network) * this.settings.batchSize;
  }

  /** What one datum is. */
  get domain(): Domain {
    return this.settings.domain ?? digitDomain;
  }

  /** Gives the data to train on (copied). Throws `RangeError` where they do not fit the domain or the network. */
  setData(data: LabelledPictures | ConditionedData): void {
    this.pool = dataPool(data, this.domain, this.settings.network);
    this.restartBatches();
  }

  /** Changes settings while it trains; throws as construction does, and then changes nothing. */
  configure(change: ImageTrainerChange): void {
    const next = { ...this.settings, ...change, network: this.settings.network, seed: this.settings.seed };
    checkImageSettings(next);
    if (next.batchSize !== this.settings.batchSize) this.abandonStep();
    this.settings = next;
  }

  /** Takes `steps` steps and returns their mean loss. A loss that isn't finite is returned at once, without a step. */
  train(steps: number): number {
    return takeSteps(steps, () => this.slice());
  }

  /** Takes the next `microBatch` pictures of the batch; with the last of them, the optimizer's step. */
  slice(): TrainingSlice {
    const {
      batches,
      device,
      settings: { network, batchSize, microBatch, labelDropout },
    } = this;
    if (!batches) throw new Error('there are no pictures to train on (expected setData first)');
    const n = Math.min(microBatch, batchSize - this.row);
    const batch = batches({
      step: this.steps,
      seen: this.images,
      from: this.row,
      n,
      size: batchSize,
      dropout: labelDropout,
    });
    device.use('raw');
    const values = device.within(() => {
      const { logNoise, condition } = batch;
      const inputs = { n, logNoise, ...given(condition, batch.values, network) };
      const pass = forward(device, this.bound, inputs, this.missing);
      return lossBack(device, pass, batch, batchSize);
    });
    for (let i = 0; i < n; i++) {
      const bin = Math.min(LOSS_BINS - 1, Math.floor(batch.place[i] * LOSS_BINS));
      this.bins[bin] += values[i];
      this.bins[LOSS_BINS + bin]++;
      this.sum += values[i] / batchSize;
    }
    this.row += n;
    if (!Number.isFinite(this.sum)) {
      const loss = this.sum;
      this.abandonStep();
      return { stepped: false, loss, broken: true };
    }
    if (this.row < batchSize) return { stepped: false, loss: NaN, broken: false };
    return { stepped: true, loss: this.finishStep(), broken: false };
  }

  /** Running mean of the loss in 16 equal bins of the noise's angle, from data to noise. */
  lossByLevel(): Float64Array {
    return Float64Array.from({ length: LOSS_BINS }, (_, i) =>
      this.bins[LOSS_BINS + i] > 0 ? this.bins[i] / this.bins[LOSS_BINS + i] : 0,
    );
  }

  /** The network as a denoiser: see `DenoiserOptions`. It follows training, and may be asked between slices. */
  denoiser(options: DenoiserOptions): Denoiser {
    return imageDenoiser(
      (...asked) => this.predict(...asked),
      this.domain,
      options.condition ?? nothing(this.settings.network, 1),
      options,
    );
  }

  /** The network to be asked, each row at its own noise level. It follows training. */
  asking(which: 'raw' | 'ema'): Ask {
    return (values, logNoise, condition) => {
      this.device.use(which);
      return this.ask(values, logNoise, condition, this.missing);
    };
  }

  /**
   * Runs the network on pictures (as `Inputs` has them) and tells every layer's output, or of those whose paths are in `only`; `without` and `unconditioned` as in
   * `Watcher`.
   */
  inspect(
    inputs: Inputs,
    {
      without,
      unconditioned,
      which = 'ema',
      only,
    }: Missing & { readonly which?: 'ema' | 'raw'; readonly only?: readonly string[] } = {},
  ): Inspection {
    const { device } = this;
    device.use(which);
    return device.within(() => {
      const layers: LayerOutput[] = [];
      const pass = forward(device, this.bound, inputs, {
        ...(without && { without }),
        ...(unconditioned !== undefined && { unconditioned }),
        seen: (path, { kind }, y, shape) => {
          if (!only || only.includes(path)) layers.push({ path, kind, shape, values: device.read(y) });
        },
      });
      return { output: device.read(pass.output), layers };
    });
  }

  save(): SavedImageNetwork {
    return { network: this.settings.network.name, steps: this.steps, images: this.images, ...this.device.save() };
  }

  /** Takes saved weights over; throws `RangeError` where they are of another size or not finite. Without moments Adam starts anew. */
  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    checkSavedImages(saved, this.settings.network.name, this.parameters);
    this.device.load(saved);
    this.steps = saved.steps ?? 0;
    this.images = saved.images ?? 0;
    this.restartBatches();
  }

  /** New initial weights from `seed`; pictures and settings stay. */
  reset(seed: number): void {
    this.settings = { ...this.settings, seed };
    this.device.load({ weights: startingWeights(this.bound, seed) });
    this.steps = 0;
    this.images = 0;
    this.bins.fill(0);
    this.restartBatches();
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return this.device.memory();
  }

  dispose(): void {
    this.device.dispose();
  }

  /** F for data at one noise level. */
  private predict(
    values: Float32Array,
    logNoise: number,
    condition: Condition,
    which: 'ema' | 'raw',
    watched: Watched,
  ): Float32Array {
    const { device } = this;
    const n = rowCount(condition);
    device.use(which);
    return this.ask(values, new Float32Array(n).fill(logNoise), condition, { ...this.missing, ...watched });
  }

  /** F [n, numbers], of the weights in use. */
  private ask(
    values: Float32Array,
    logNoise: Float32Array,
    condition: Condition,
    { attended, ...missing }: Watched,
  ): Float32Array {
    const { device } = this;
    const inputs = { n: logNoise.length, logNoise, ...given(condition, values, this.settings.network) };
    const watcher: Watcher<T> = attended
      ? { ...missing, attended: (_path, layer, weights) => attended(layer, device.read(weights)) }
      : missing;
    return device.within(() => device.read(forward(device, this.bound, inputs, watcher).output));
  }

  /** What every pass does without, by the settings. */
  private get missing(): Missing {
    return this.settings.noiseConditional === false ? { unconditioned: 'noise' } : {};
  }

  private finishStep(): number {
    const { batchSize, beta1 = BETA_1, emaDecay, clip } = this.settings;
    const k = this.steps;
    this.device.step({
      k: k + 1,
      rate: imageRate(k, this.settings),
      beta1,
      beta2: BETA_2,
      clip,
      kept: averageKept(k, emaDecay),
    });
    const loss = this.sum;
    this.steps++;
    this.images += batchSize;
    this.row = 0;
    this.sum = 0;
    for (let i = 0; i < this.bins.length; i++) this.bins[i] *= REMEMBERED;
    return loss;
  }

  /** Gives up the step that is under way: its rows come again, and the gradients gathered so far are gone. */
  abandonStep(): void {
    this.row = 0;
    this.sum = 0;
    this.device.clearGradients();
  }

  private restartBatches(): void {
    this.abandonStep();
    if (!this.pool) return;
    this.batches = this.objective.batches({
      pool: this.pool,
      size: numbersOf(this.domain),
      seed: this.settings.seed,
      network: (which) => this.asking(which),
    });
  }
}
