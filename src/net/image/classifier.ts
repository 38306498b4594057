import type { Batch } from '../../core/batch';
import { digitDomain, standardPixels, type PixelScale } from '../../core/image-network/pixels';
import type { ImageNetwork } from '../../core/image-network/description';
import { bind, type BoundNetwork } from '../../core/image-network/parameters';
import { forwardFlops } from '../../core/image-network/flops';
import { random } from '../../core/random';
import type { Schedule } from '../../core/schedule/schedule';
import { averageKept } from '../clock';
import { ANGLE_FROM, ANGLE_TO } from './batches';
import { Epochs, picturePool, type LabelledPictures } from './data';
import { LOG_NOISE_LEAST, LOG_NOISE_MOST } from './denoiser';
import type { ImageDevice } from './ops';
import { forward } from './pass';
import { imageRate } from './rate';
import { checkSavedImages, type ImageTrainerSettings, type SavedImageNetwork } from './settings';
import { startingWeights } from './start';

/** A classifier's settings: those of a denoising network that make sense here. */
export interface ClassifierSettings extends Omit<ImageTrainerSettings, 'labelDropout' | 'network'> {
  /** On square pictures: they are moved about. */
  readonly network: ImageNetwork;
  /** Pictures are moved by up to so many pixels each way. */
  readonly shift: number;
}

/** What a classifier says of pictures. */
export interface Judgement {
  /** [n, classes] ln p(class | picture). */
  readonly logProbabilities: Float64Array;
  /** The most probable class of each. */
  readonly classes: Int32Array;
  /** [n, features] numbers before the last layer. */
  readonly features: Batch;
}

type Pool = ReturnType<typeof picturePool>;

const CHUNK = 64;

/**
 * Trains and asks a classifier. Where its network has an embedding it is told how noisy pictures are and learns on noised ones, at
 * the same angles as the denoiser (`batches.ts`).
 */
export class ImageClassifier<T = unknown> {
  readonly bound: BoundNetwork;
  steps = 0;
  images = 0;
  private pool: Pool | null = null;
  private epochs: Epochs | null = null;
  private classes = 0;
  /** Which weights are asked. */
  which: 'raw' | 'ema' = 'ema';

  constructor(
    readonly device: ImageDevice<T>,
    public settings: ClassifierSettings,
  ) {
    this.bound = bind(settings.network);
    const last = settings.network.layers[settings.network.layers.length - 1];
    if (last.kind !== 'linear') throw new RangeError(`classifier that ends with ${last.kind} (expected linear)`);
    this.classes = last.to;
    device.load({ weights: startingWeights(this.bound, settings.seed) });
  }

  get noisy(): boolean {
    return this.settings.network.embedding !== undefined;
  }

  get flopsPerStep(): number {
    return 3 * forwardFlops(this.settings.network) * this.settings.batchSize;
  }

  setData(pictures: LabelledPictures): void {
    this.pool = picturePool(pictures, this.settings.domain ?? digitDomain, this.classes - 1);
    this.epochs = new Epochs(this.settings.seed, this.pool.count);
  }

  /** Takes `steps` steps; returns their mean cross-entropy. */
  train(steps: number): number {
    let sum = 0;
    for (let k = 0; k < steps; k++) sum += this.step() / steps;
    return sum;
  }

  /** Judges pictures in standard units [n, side^2]; `logNoise` as the network takes it, one for all. */
  judge(pictures: Float32Array, logNoise = LOG_NOISE_LEAST): Judgement {
    const pixels = this.settings.network.side ** 2;
    const n = pictures.length / pixels;
    const logProbabilities = new Float64Array(n * this.classes);
    const classes = new Int32Array(n);
    let features: Batch | undefined;
    for (let from = 0; from < n; from += CHUNK) {
      const rows = Math.min(CHUNK, n - from);
      this.device.use(this.which);
      const [logits, hidden] = this.device.within(() => {
        const pass = forward(this.device, this.bound, {
          pictures: pictures.subarray(from * pixels, (from + rows) * pixels),
          n: rows,
          ...(this.noisy && { logNoise: new Float32Array(rows).fill(logNoise) }),
        });
        return [this.device.read(pass.output), this.device.read(pass.features)];
      });
      features ??= { data: new Float64Array((n * hidden.length) / rows), dim: hidden.length / rows };
      features.data.set(hidden, from * features.dim);
      for (let i = 0; i < rows; i++) {
        const row = logSoftmax(logits.subarray(i * this.classes, (i + 1) * this.classes));
        logProbabilities.set(row, (from + i) * this.classes);
        classes[from + i] = row.indexOf(Math.max(...row));
      }
    }
    return { logProbabilities, classes, features: features ?? { data: new Float64Array(0), dim: 1 } };
  }

  /**
   * grad_x ln p_t(label | x_t) for classifier guidance, as `classifierGuided` of `core/guidance.ts` takes it; `labels` as for a denoiser.
   * Under a noise level where the network was not trained the nearest trained one is used.
   */
  gradient({
    schedule,
    labels,
    pixels: { mean, deviation } = standardPixels,
  }: {
    readonly schedule: Schedule;
    readonly labels: ArrayLike<number>;
    readonly pixels?: PixelScale;
  }): (x: Batch, t: number, out: Batch) => void {
    return (x, t, out) => {
      const alpha = schedule.alpha(t),
        S = schedule.sigma(t) / deviation;
      const r = Math.sqrt(alpha * alpha + S * S);
      const told = Math.min(LOG_NOISE_MOST, Math.max(LOG_NOISE_LEAST, Math.log(S / alpha)));
      const input = Float32Array.from(x.data, (v) => (v - alpha * mean) / deviation / r);
      const n = x.data.length / x.dim;
      for (let from = 0; from < n; from += CHUNK) {
        const rows = Math.min(CHUNK, n - from);
        const slope = this.inputGradient(
          input.subarray(from * x.dim, (from + rows) * x.dim),
          Int32Array.from({ length: rows }, (_, i) => labels[(from + i) % labels.length]),
          told,
        );
        for (let i = 0; i < slope.length; i++) out.data[from * x.dim + i] = slope[i] / (r * deviation);
      }
    };
  }

  save(): SavedImageNetwork {
    return { network: this.settings.network.name, steps: this.steps, images: this.images, ...this.device.save() };
  }

  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    checkSavedImages(saved, this.settings.network.name, this.bound.size);
    this.device.load(saved);
    this.steps = saved.steps ?? 0;
    this.images = saved.images ?? 0;
  }

  dispose(): void {
    this.device.dispose();
  }

  /** The gradient of ln p(label) at the network's input. */
  private inputGradient(pictures: Float32Array, labels: Int32Array, logNoise: number): Float32Array {
    const { device } = this;
    const n = labels.length;
    device.use(this.which);
    const values = device.within(() => {
      const pass = forward(device, this.bound, {
        pictures,
        n,
        ...(this.noisy && { logNoise: new Float32Array(n).fill(logNoise) }),
      });
      const { gradient } = crossEntropy(device.read(pass.output), labels, this.classes, -1);
      return device.read(pass.back(device.put(gradient, n, this.classes), true) as T);
    });
    device.clearGradients();
    return values;
  }

  private step(): number {
    const {
      device,
      pool,
      epochs,
      settings: { batchSize, microBatch, seed, emaDecay, clip },
    } = this;
    if (!pool || !epochs) throw new Error('there are no pictures to train on (expected setData first)');
    const draw = random(seed).split('classifier').split(this.steps);
    let sum = 0;
    device.use('raw');
    for (let from = 0; from < batchSize; from += microBatch) {
      const n = Math.min(microBatch, batchSize - from);
      const rows = Array.from({ length: n }, (_, i) => epochs.at(this.images + from + i));
      const labels = Int32Array.from(rows, (row) => pool.labels[row]);
      const pictures = this.shifted(rows, pool, draw);
      let logNoise: Float32Array | undefined;
      if (this.noisy) {
        logNoise = new Float32Array(n);
        for (let i = 0; i < n; i++) {
          const angle =
            (Math.PI / 2) * (ANGLE_FROM + ((ANGLE_TO - ANGLE_FROM) * (from + i + draw.uniform())) / batchSize);
          logNoise[i] = Math.log(Math.tan(angle));
          const pixels = pictures.length / n;
          for (let p = i * pixels; p < (i + 1) * pixels; p++)
            pictures[p] = Math.cos(angle) * pictures[p] + Math.sin(angle) * draw.normal();
        }
      }
      sum += device.within(() => {
        const pass = forward(device, this.bound, { pictures, n, ...(logNoise && { logNoise }) });
        const { loss, gradient } = crossEntropy(device.read(pass.output), labels, this.classes, 1 / batchSize);
        pass.back(device.put(gradient, n, this.classes));
        return loss / batchSize;
      });
    }
    const k = this.steps;
    device.step({
      k: k + 1,
      rate: imageRate(k, this.settings),
      beta1: 0.9,
      beta2: 0.99,
      clip,
      kept: averageKept(k, emaDecay),
    });
    this.steps++;
    this.images += batchSize;
    return sum;
  }

  /** Pictures moved by whole pixels, paper coming in. */
  private shifted(rows: readonly number[], { values }: Pool, draw: { integer(n: number): number }): Float32Array {
    const {
      network: { side },
      shift,
    } = this.settings;
    const out = new Float32Array(rows.length * side * side);
    rows.forEach((row, i) => {
      const dx = draw.integer(2 * shift + 1) - shift,
        dy = draw.integer(2 * shift + 1) - shift;
      const paper = values[row * side * side];
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const inside = y + dy >= 0 && y + dy < side && x + dx >= 0 && x + dx < side;
          out[(i * side + y) * side + x] = inside ? values[(row * side + y + dy) * side + x + dx] : paper;
        }
      }
    });
    return out;
  }
}

/** ln of the softmax. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = values.reduce((sum, v) => sum + Math.exp(v - most), 0);
  return values.map((v) => v - most - Math.log(total));
}

/** Sum of -ln p(label), and `scale` times its gradient at the logits [n, classes]: softmax less one at the label. */
function crossEntropy(
  logits: Float32Array,
  labels: Int32Array,
  classes: number,
  scale: number,
): { readonly loss: number; readonly gradient: Float32Array } {
  const gradient = new Float32Array(logits.length);
  let loss = 0;
  labels.forEach((label, i) => {
    const row = logSoftmax(logits.subarray(i * classes, (i + 1) * classes));
    loss -= row[label];
    row.forEach((v, c) => (gradient[i * classes + c] = scale * (Math.exp(v) - (c === label ? 1 : 0))));
  });
  return { loss, gradient };
}
