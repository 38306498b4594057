import type { Domain } from '../../../core/domain';
import { numbersOf } from '../../../core/domain';
import { lossSlope, lossTerms, lossValue, type LossTerm } from '../../../core/gan/loss';
import { bind, type BoundNetwork } from '../../../core/image-network/parameters';
import { digitDomain } from '../../../core/image-network/pixels';
import { random, type Random } from '../../../core/random';
import { averageKept } from '../../clock';
import { Epochs, picturePool, type LabelledPictures } from '../data';
import { withoutGradients } from '../gan/frozen';
import { joined, parted } from '../gan/saved';
import type { ImageDevice, Ops } from '../ops';
import { forward } from '../pass';
import { imageRate } from '../rate';
import { checkSavedImages, type SavedImageNetwork } from '../settings';
import { takeSteps } from '../slices';
import { startingWeights } from '../start';
import { codesFrom } from './codes';
import { checkAutoencoder, tuningFlops, type TuningSettings } from './settings';

/** Means over the pictures of the last step. */
export interface TuningLosses {
  /** Mean squared error of a number, in standard units. */
  readonly distortion: number;
  /** The critic's hinge loss, real and made together. */
  readonly critic: number;
  /** What the critic says of real pictures and of what the decoder makes of their codes. */
  readonly real: number;
  readonly made: number;
}

export interface TuningDevices<T> {
  readonly encoder: ImageDevice<T>;
  readonly decoder: ImageDevice<T>;
  readonly critic: ImageDevice<T>;
}

const noLosses: TuningLosses = { distortion: 0, critic: 0, real: 0, made: 0 };

/**
 * Goes on training a decoder so that what it makes of true codes is sharp: the squared error less `criticWeight` times what a critic says of it,
 * which learns beside it by the hinge loss (Larsen et al. 2016; Esser et al. 2021 for latent diffusion; Lim and Ye 2017). The encoder stands still, so codes
 * stay what they are. A whole batch is one slice.
 */
export class DecoderTuning<T = unknown> {
  readonly networks: { readonly [K in keyof TuningDevices<T>]: BoundNetwork };
  steps = 0;
  losses: TuningLosses = noLosses;
  private pool: ReturnType<typeof picturePool> | null = null;
  private epochs: Epochs | null = null;
  private readonly still: Ops<T>;

  /** The encoder's and the decoder's weights are those in the devices; the critic begins anew. */
  constructor(
    readonly devices: TuningDevices<T>,
    readonly settings: TuningSettings,
  ) {
    checkAutoencoder(settings);
    const { networks, critic, seed } = settings;
    this.networks = { encoder: bind(networks.encoder), decoder: bind(networks.decoder), critic: bind(critic) };
    this.still = withoutGradients(devices.critic);
    devices.critic.load({ weights: startingWeights(this.networks.critic, seed) });
  }

  get domain(): Domain {
    return this.settings.domain ?? digitDomain;
  }

  get flopsPerStep(): number {
    return tuningFlops(this.settings);
  }

  /** Pictures seen. */
  get images(): number {
    return this.steps * this.settings.batchSize;
  }

  /** Gives the pictures to train on (copied). Throws `RangeError` where they do not fit. */
  setData(pictures: LabelledPictures): void {
    this.pool = picturePool(pictures, this.domain, Infinity);
    this.epochs = new Epochs(this.settings.seed, this.pool.count);
  }

  /** Takes one step of the decoder and one of the critic; returns the decoder's loss, not finite where the step was given up. */
  step(): number {
    const { batchSize, criticWeight, criticFrom } = this.settings;
    const weight = this.steps < criticFrom ? 0 : criticWeight;
    const losses = { ...noLosses };
    const draw = random(this.settings.seed).split('tuning').split(this.steps);
    const real = this.batch();
    const made = this.decoderGradients(real, weight, losses, draw.split('judged'));
    for (const [what, pictures, term] of [
      ['real', real, lossTerms.hinge.real],
      ['made', made, lossTerms.hinge.fake],
    ] as const) {
      const found = this.judged(this.devices.critic, pictures, { term, scale: 1 / batchSize, draw: draw.split(what) });
      losses.critic += found.loss / batchSize;
      losses[what] = found.said / batchSize;
    }
    const loss = losses.distortion - weight * losses.made;
    if (!Number.isFinite(loss + losses.critic)) {
      this.devices.decoder.clearGradients();
      this.devices.critic.clearGradients();
      return NaN;
    }
    this.advance();
    this.losses = losses;
    return loss;
  }

  /** Takes `steps` steps and returns the decoder's mean loss; one that is not finite at once. */
  train(steps: number): number {
    return takeSteps(steps, () => {
      const loss = this.step();
      const broken = !Number.isFinite(loss);
      return { stepped: !broken, loss, broken };
    });
  }

  /** The decoder's numbers, then the critic's. */
  save(): SavedImageNetwork {
    const { decoder, critic } = this.devices;
    return {
      network: this.settings.networks.decoder.name,
      steps: this.steps,
      images: this.images,
      ...joined(decoder.save(), critic.save()),
    };
  }

  /** Takes saved numbers over; throws `RangeError` where they are of another size or not finite. */
  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    const { decoder, critic } = this.networks;
    checkSavedImages(saved, decoder.network.name, decoder.size + critic.size);
    const [made, judge] = parted(saved, decoder.size);
    this.devices.decoder.load(made);
    this.devices.critic.load(judge);
    this.steps = saved.steps ?? 0;
  }

  /** Real pictures of this step. */
  private batch(): Float32Array {
    const { pool, epochs } = this;
    if (!pool || !epochs) throw new Error('there are no pictures to train on (expected setData first)');
    const size = numbersOf(this.domain);
    const real = new Float32Array(this.settings.batchSize * size);
    for (let i = 0; i < this.settings.batchSize; i++) {
      const row = epochs.at(this.steps * this.settings.batchSize + i);
      real.set(pool.values.subarray(row * size, (row + 1) * size), i * size);
    }
    return real;
  }

  /** Gathers the decoder's gradient; returns what it made of the codes. */
  private decoderGradients(
    real: Float32Array,
    weight: number,
    losses: { distortion: number },
    draw: Random,
  ): Float32Array {
    const { encoder, decoder } = this.devices;
    const n = this.settings.batchSize,
      { channels } = this.settings.networks.code;
    const share = 1 / real.length;
    encoder.use('ema');
    const codes = encoder.within(() =>
      codesFrom(encoder.read(forward(encoder, this.networks.encoder, { pictures: real, n }).output), channels),
    );
    decoder.use('raw');
    return decoder.within(() => {
      const pass = forward(decoder, this.networks.decoder, { pictures: codes, n });
      const made = decoder.read(pass.output);
      const slopes = made.map((v, i) => 2 * share * (v - real[i]));
      for (let i = 0; i < made.length; i++) losses.distortion += share * (made[i] - real[i]) ** 2;
      if (weight > 0) {
        const { gradient } = this.judged(this.still, made, {
          term: lossTerms.hinge.generator,
          scale: weight / n,
          draw,
        });
        for (let i = 0; i < slopes.length; i++) slopes[i] += (gradient as Float32Array)[i];
      }
      const [rows, columns] = decoder.shape(pass.output);
      pass.back(decoder.put(slopes, rows, columns));
      return made.slice();
    });
  }

  /** The critic on noisy pictures: sums of the loss and of what it says, and the gradient at them where it stands still. */
  private judged(
    ops: Ops<T>,
    pictures: Float32Array,
    { term, scale, draw }: { readonly term: LossTerm; readonly scale: number; readonly draw: Random },
  ): { readonly loss: number; readonly said: number; readonly gradient: Float32Array | undefined } {
    const { critic: device } = this.devices;
    const { instanceNoise, batchSize: n } = this.settings;
    const seen = instanceNoise > 0 ? pictures.map((v) => v + instanceNoise * draw.normal()) : pictures;
    const wantsInput = ops === this.still;
    device.use('raw');
    return device.within(() => {
      const pass = forward(ops, this.networks.critic, { pictures: seen, n });
      const said = device.read(pass.output);
      const back = pass.back(
        device.put(
          said.map((x) => scale * lossSlope(term, x)),
          n,
          1,
        ),
        wantsInput,
      );
      return {
        loss: said.reduce((sum, x) => sum + lossValue(term, x), 0),
        said: said.reduce((sum, x) => sum + x, 0),
        gradient: wantsInput ? device.read(back as T) : undefined,
      };
    });
  }

  private advance(): void {
    const { settings } = this;
    const k = this.steps;
    const common = { k: k + 1, beta1: settings.beta1, beta2: 0.99, clip: 0 };
    this.devices.decoder.step({
      ...common,
      rate: imageRate(k, settings),
      kept: averageKept(k, settings.emaDecay),
    });
    this.devices.critic.step({ ...common, rate: settings.criticRate, kept: 0 });
    this.steps++;
  }
}
