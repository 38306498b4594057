import type { Domain } from '../../../core/domain';
import { numbersOf } from '../../../core/domain';
import { autoencoderTrainingFlops } from '../../../core/image-network/autoencoder';
import { bind, type BoundNetwork } from '../../../core/image-network/parameters';
import { digitDomain } from '../../../core/image-network/pixels';
import { numbersIn, places } from '../../../core/image-network/shape';
import { random } from '../../../core/random';
import { averageKept } from '../../clock';
import { Epochs, picturePool, type LabelledPictures } from '../data';
import { joined, parted } from '../gan/saved';
import type { ImageDevice } from '../ops';
import { forward } from '../pass';
import { imageRate } from '../rate';
import { checkSavedImages, type SavedImageNetwork } from '../settings';
import { startingWeights } from '../start';
import { takeSteps, type TrainingSlice } from '../slices';
import { codesFrom, divergences, encoderGradient, type Codes } from './codes';
import { checkAutoencoder, type AutoencoderSettings } from './settings';

/** Means over the pictures of the last step. */
export interface AutoencoderLosses {
  /** Mean squared error of a number, in standard units. */
  readonly distortion: number;
  /** Divergence of the codes from the standard normal, in nats a picture. */
  readonly rate: number;
}

const CHUNK = 64;

/**
 * Trains an autoencoder on pictures, on any backend's pieces: a device for each half, codes between them on the host. The loss is the mean squared
 * error of what comes back plus `klWeight` times the divergence of the code, shared by the picture's numbers.
 */
export class AutoencoderTrainer<T = unknown> {
  readonly encoder: BoundNetwork;
  readonly decoder: BoundNetwork;
  steps = 0;
  images = 0;
  losses: AutoencoderLosses = { distortion: 0, rate: 0 };
  private pool: ReturnType<typeof picturePool> | null = null;
  private epochs: Epochs | null = null;
  private row = 0;
  private sums = { distortion: 0, rate: 0 };

  constructor(
    readonly encoderDevice: ImageDevice<T>,
    readonly decoderDevice: ImageDevice<T>,
    public settings: AutoencoderSettings,
  ) {
    checkAutoencoder(settings);
    this.encoder = bind(settings.networks.encoder);
    this.decoder = bind(settings.networks.decoder);
    encoderDevice.load({ weights: startingWeights(this.encoder, settings.seed) });
    decoderDevice.load({ weights: startingWeights(this.decoder, settings.seed) });
  }

  get parameters(): number {
    return this.encoder.size + this.decoder.size;
  }

  get flopsPerStep(): number {
    return autoencoderTrainingFlops(this.settings.networks) * this.settings.batchSize;
  }

  get domain(): Domain {
    return this.settings.domain ?? digitDomain;
  }

  /** Gives the pictures to train on (copied); their classes are not used. Throws `RangeError` where they do not fit. */
  setData(pictures: LabelledPictures): void {
    this.pool = picturePool(pictures, this.domain, Infinity);
    this.epochs = new Epochs(this.settings.seed, this.pool.count);
    this.abandon();
  }

  /** Takes `steps` steps and returns their mean loss; one that is not finite at once. */
  train(steps: number): number {
    return takeSteps(steps, () => this.slice());
  }

  /** Takes the next `microBatch` pictures; with the last of the batch both halves take their step. */
  slice(): TrainingSlice {
    const { batchSize, microBatch, klWeight, drawn, networks, seed } = this.settings;
    const { pool, epochs, encoderDevice, decoderDevice } = this;
    if (!pool || !epochs) throw new Error('there are no pictures to train on (expected setData first)');
    const size = numbersOf(this.domain),
      { code } = networks;
    const { channels } = code;
    const n = Math.min(microBatch, batchSize - this.row);
    const pictures = new Float32Array(n * size);
    for (let i = 0; i < n; i++) {
      const row = epochs.at(this.images + this.row + i);
      pictures.set(pool.values.subarray(row * size, (row + 1) * size), i * size);
    }
    const noise = drawn ? this.noise(random(seed).split('posterior').split(this.steps), n, numbersIn(code)) : undefined;
    const share = 1 / (size * batchSize);
    encoderDevice.use('raw');
    decoderDevice.use('raw');
    encoderDevice.within(() => {
      const encoded = forward(encoderDevice, this.encoder, { pictures, n });
      const out = encoderDevice.read(encoded.output);
      const atCodes = decoderDevice.within(() => {
        const decoded = forward(decoderDevice, this.decoder, { pictures: codesFrom(out, channels, noise), n });
        const made = decoderDevice.read(decoded.output);
        const slopes = made.map((v, i) => 2 * share * (v - pictures[i]));
        for (let i = 0; i < made.length; i++) this.sums.distortion += share * (made[i] - pictures[i]) ** 2;
        const [rows, columns] = decoderDevice.shape(decoded.output);
        return decoderDevice.read(decoded.back(decoderDevice.put(slopes, rows, columns), true) as T);
      });
      for (const nats of divergences(out, channels)) this.sums.rate += nats / batchSize;
      const gradient = encoderGradient(out, channels, { atCodes, noise, weight: klWeight * share });
      encoded.back(encoderDevice.put(gradient, n * places(code), 2 * channels));
    });
    this.row += n;
    const loss = this.sums.distortion + (klWeight * this.sums.rate) / size;
    if (!Number.isFinite(loss)) {
      this.abandon();
      return { stepped: false, loss, broken: true };
    }
    if (this.row < batchSize) return { stepped: false, loss: NaN, broken: false };
    this.step();
    return { stepped: true, loss, broken: false };
  }

  /** Codes of pictures [n, numbers] in standard units. It may be asked between steps. */
  encode(pictures: Float32Array, which: 'ema' | 'raw' = 'ema'): Codes {
    const { code } = this.settings.networks;
    const { channels } = code;
    const numbers = numbersIn(code);
    const size = numbersOf(this.domain);
    const n = pictures.length / size;
    if (!Number.isInteger(n))
      throw new RangeError(`${pictures.length} numbers to encode (expected a multiple of ${size})`);
    const codes = { means: new Float32Array(n * numbers), deviations: new Float32Array(n * numbers) };
    for (let from = 0; from < n; from += CHUNK) {
      const rows = Math.min(CHUNK, n - from);
      const out = this.through(
        this.encoderDevice,
        this.encoder,
        pictures.subarray(from * size, (from + rows) * size),
        rows,
        which,
      );
      codes.means.set(codesFrom(out, channels), from * numbers);
      for (let i = 0; i < rows * places(code); i++)
        for (let k = 0; k < channels; k++)
          codes.deviations[from * numbers + i * channels + k] = Math.exp(out[(2 * i + 1) * channels + k] / 2);
    }
    return codes;
  }

  /** Pictures [n, numbers] in standard units of codes [n, numbers of a code]. */
  decode(codes: Float32Array, which: 'ema' | 'raw' = 'ema'): Float32Array {
    const latent = numbersIn(this.settings.networks.code);
    const size = numbersOf(this.domain);
    const n = codes.length / latent;
    if (!Number.isInteger(n))
      throw new RangeError(`${codes.length} numbers to decode (expected a multiple of ${latent})`);
    const pictures = new Float32Array(n * size);
    for (let from = 0; from < n; from += CHUNK) {
      const rows = Math.min(CHUNK, n - from);
      const part = codes.subarray(from * latent, (from + rows) * latent);
      pictures.set(this.through(this.decoderDevice, this.decoder, part, rows, which), from * size);
    }
    return pictures;
  }

  /** Both halves' numbers, the encoder's first. */
  save(): SavedImageNetwork {
    return {
      network: this.settings.networks.encoder.name,
      steps: this.steps,
      images: this.images,
      ...joined(this.encoderDevice.save(), this.decoderDevice.save()),
    };
  }

  /** Takes saved numbers over; throws `RangeError` where they are of another size or not finite. */
  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    checkSavedImages(saved, this.settings.networks.encoder.name, this.parameters);
    const [encoder, decoder] = parted(saved, this.encoder.size);
    this.encoderDevice.load(encoder);
    this.decoderDevice.load(decoder);
    this.steps = saved.steps ?? 0;
    this.images = saved.images ?? 0;
    this.abandon();
  }

  dispose(): void {
    this.encoderDevice.dispose();
    this.decoderDevice.dispose();
  }

  /** The rows of this slice of a step's noise: they do not depend on how the batch is cut. */
  private noise(draw: ReturnType<typeof random>, n: number, latent: number): Float64Array {
    const all = Float64Array.from({ length: (this.row + n) * latent }, () => draw.normal());
    return all.subarray(this.row * latent);
  }

  private through(
    device: ImageDevice<T>,
    network: BoundNetwork,
    values: Float32Array,
    n: number,
    which: 'ema' | 'raw',
  ): Float32Array {
    device.use(which);
    return device.within(() => device.read(forward(device, network, { pictures: values, n }).output));
  }

  private step(): void {
    const { emaDecay, clip, batchSize } = this.settings;
    const k = this.steps;
    for (const device of [this.encoderDevice, this.decoderDevice])
      device.step({
        k: k + 1,
        rate: imageRate(k, this.settings),
        beta1: 0.9,
        beta2: 0.99,
        clip,
        kept: averageKept(k, emaDecay),
      });
    this.losses = this.sums;
    this.steps++;
    this.images += batchSize;
    this.row = 0;
    this.sums = { distortion: 0, rate: 0 };
  }

  private abandon(): void {
    this.row = 0;
    this.sums = { distortion: 0, rate: 0 };
    this.encoderDevice.clearGradients();
    this.decoderDevice.clearGradients();
  }
}
