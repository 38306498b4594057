import { lossTerms } from '../../../core/gan/loss';
import type { ImageNetwork } from '../../../core/image-network/description';
import type { Domain } from '../../../core/domain';
import { ganTrainingFlops } from '../../../core/image-network/gan';
import { bind, type BoundNetwork } from '../../../core/image-network/parameters';
import { digitDomain } from '../../../core/image-network/pixels';
import { averageKept } from '../../clock';
import { Epochs, picturePool, type LabelledPictures } from '../data';
import type { ImageDevice, Ops } from '../ops';
import { forward } from '../pass';
import { imageRate } from '../rate';
import { checkSavedImages } from '../settings';
import { takeSteps, type TrainingSlice } from '../slices';
import { withoutGradients } from './frozen';
import { noLosses, type ImageGanLosses, type Underway } from './step';
import { squashBack, squashed } from './squash';
import { discriminated } from './discriminate';
import { asked, codesOf } from './draws';
import { discriminatorOutputs, generatedPictures, throughGenerator } from './outputs';
import { joined, parted, type SavedImageGan } from './saved';
import { checkImageGanSettings, type ImageGanChange, type ImageGanSettings } from './settings';
import { startingPlayer } from './start';

const BETA_2 = 0.99;

/**
 * A class-conditional game on pictures, on any backend's pieces: a device for each player, pictures between them on the host. In a
 * step the generator moves first, its gradient through the discriminator, which then learns to tell what was made from as many real
 * pictures of the same classes.
 */
export class ImageGan<T = unknown> {
  readonly generator: BoundNetwork<ImageNetwork>;
  readonly discriminator: BoundNetwork<ImageNetwork>;
  /** Steps of both players so far, and real pictures seen. */
  steps = 0;
  images = 0;
  losses: ImageGanLosses = noLosses;
  private pool: ReturnType<typeof picturePool> | null = null;
  private epochs: Epochs | null = null;
  private underway: Underway | null = null;
  private readonly frozen: Ops<T>;

  constructor(
    readonly generatorDevice: ImageDevice<T>,
    readonly discriminatorDevice: ImageDevice<T>,
    public settings: ImageGanSettings,
  ) {
    checkImageGanSettings(settings);
    this.generator = bind(settings.networks.generator);
    this.discriminator = bind(settings.networks.discriminator);
    this.frozen = withoutGradients(discriminatorDevice);
    this.reset(settings.seed);
  }

  get backend(): string {
    return this.generatorDevice.backend;
  }

  get parameters(): { readonly generator: number; readonly discriminator: number } {
    return { generator: this.generator.size, discriminator: this.discriminator.size };
  }

  /** Floating-point operations of one step of both players. */
  get flopsPerStep(): number {
    return ganTrainingFlops(this.settings.networks) * this.settings.batchSize;
  }

  /** Gives the pictures to train on (copied). Throws `RangeError` where they do not fit the networks. */
  setData(pictures: LabelledPictures): void {
    this.pool = picturePool(pictures, this.domain, this.classes - 1);
    this.restart();
  }

  /** Changes settings while it plays; throws as construction does, and then changes nothing. */
  configure(change: ImageGanChange): void {
    const next = { ...this.settings, ...change, networks: this.settings.networks, seed: this.settings.seed };
    checkImageGanSettings(next);
    if (next.batchSize !== this.settings.batchSize) this.abandon();
    this.settings = next;
  }

  /** Takes `steps` steps and returns the generator's mean loss; one that isn't finite, of either player, at once. */
  train(steps: number): number {
    return takeSteps(steps, () => this.slice());
  }

  /** Takes the next `microBatch` pictures of one player; with the last of the batch, that player's step. The loss is the generator's. */
  slice(): TrainingSlice {
    const {
      settings: { batchSize, microBatch },
    } = this;
    this.underway ??= { row: 0, made: new Float32Array(batchSize * this.pixels), losses: { ...noLosses } };
    const { underway } = this;
    const generating = underway.row < batchSize;
    const from = underway.row % batchSize;
    const n = Math.min(microBatch, batchSize - from);
    if (generating) this.generatorGradients(underway, from, n);
    else this.discriminatorGradients(underway, from, n);
    underway.row += n;
    const { generator, discriminator } = underway.losses;
    if (!Number.isFinite(generator + discriminator)) {
      this.abandon();
      return { stepped: false, loss: NaN, broken: true };
    }
    if (generating && underway.row === batchSize) this.step('generator');
    if (underway.row < 2 * batchSize) return { stepped: false, loss: NaN, broken: false };
    this.step('discriminator');
    this.losses = underway.losses;
    this.underway = null;
    this.steps++;
    this.images += batchSize;
    return { stepped: true, loss: generator, broken: false };
  }

  /** Pictures [n, side^2] in standard units of latent codes [n, latent] and their classes. It may be asked between slices. */
  generate(z: Float32Array, labels: ArrayLike<number>, which: 'ema' | 'raw' = 'ema'): Float32Array {
    return generatedPictures(this.generatorDevice, this.generator, this.domain, z, labels, which);
  }

  /** D(x, y), before any sigmoid, of pictures in standard units and their classes. */
  discriminate(pictures: Float32Array, labels: ArrayLike<number>): Float64Array {
    return discriminatorOutputs(this.discriminatorDevice, this.discriminator, pictures, labels);
  }

  /**
   * The pictures of latent codes, and a way back: the gradient at the codes of what `slope` says of the pictures [n, side^2]. Weights
   * stay as they are; a step of training that is under way begins anew.
   */
  through(
    z: Float32Array,
    labels: Int32Array,
    slope: (pictures: Float32Array) => Float32Array,
  ): { readonly pictures: Float32Array; readonly gradient: Float32Array } {
    const found = throughGenerator(this.generatorDevice, this.generator, this.domain, z, labels, slope);
    this.abandon();
    return found;
  }

  save(): SavedImageGan {
    return {
      network: this.name,
      steps: this.steps,
      images: this.images,
      ...joined(this.generatorDevice.save(), this.discriminatorDevice.save()),
    };
  }

  /** Takes saved numbers over; throws `RangeError` where they are of another size or not finite. Without moments Adam starts anew. */
  load(saved: Partial<SavedImageGan> & Pick<SavedImageGan, 'weights'>): void {
    checkSavedImages(saved, this.name, this.size);
    const [g, d] = parted(saved, this.generator.size);
    this.generatorDevice.load(g);
    this.discriminatorDevice.load(d);
    this.steps = saved.steps ?? 0;
    this.images = saved.images ?? 0;
    this.restart();
  }

  /** New initial weights from `seed`; pictures and settings stay. */
  reset(seed: number): void {
    this.settings = { ...this.settings, seed };
    this.generatorDevice.load({ weights: startingPlayer(this.generator, seed) });
    this.discriminatorDevice.load({ weights: startingPlayer(this.discriminator, seed) });
    this.steps = 0;
    this.images = 0;
    this.losses = noLosses;
    this.restart();
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    const a = this.generatorDevice.memory(),
      b = this.discriminatorDevice.memory();
    return { tensors: a.tensors + b.tensors, bytes: a.bytes + b.bytes };
  }

  dispose(): void {
    this.generatorDevice.dispose();
    this.discriminatorDevice.dispose();
  }

  /** Numbers in a latent code. */
  get latent(): number {
    return this.settings.networks.generator.channels;
  }

  /** What one picture is. */
  get domain(): Domain {
    return this.settings.domain ?? digitDomain;
  }

  private get name(): string {
    return this.settings.networks.generator.name;
  }

  private get size(): number {
    return this.generator.size + this.discriminator.size;
  }

  private get pixels(): number {
    const { side, channels } = this.settings.networks.discriminator;
    return side * side * channels;
  }

  private get classes(): number {
    return this.settings.networks.generator.embedding?.classes ?? 1;
  }

  /** Rows `from` to `from + n` of this step's real pictures. */
  private rows(from: number, n: number): { readonly rows: readonly number[]; readonly labels: Int32Array } {
    const { pool, epochs } = this;
    if (!pool || !epochs) throw new Error('there are no pictures to train on (expected setData first)');
    const rows = Array.from({ length: n }, (_, i) => epochs.at(this.images + from + i));
    return { rows, labels: Int32Array.from(rows, (row) => pool.labels[row]) };
  }

  /** The generator's gradient from a part of the batch. */
  private generatorGradients(underway: Underway, from: number, n: number): void {
    const {
      generatorDevice: device,
      settings: { batchSize },
      pixels,
    } = this;
    const { labels } = this.rows(from, n);
    const z = codesOf(this.settings, this.steps, from, n);
    device.use('raw');
    device.within(() => {
      const pass = forward(device, this.generator, { pictures: z, n, labels });
      const pictures = squashed(device.read(pass.output), this.domain);
      underway.made.set(pictures, from * pixels);
      const { loss, gradient } = discriminated(this.discriminatorDevice, this.frozen, this.discriminator, {
        ...asked(this.settings, this.domain, this.steps, { what: 'fooling', from, pictures, labels }),
        term: lossTerms[this.settings.loss].generator,
        wantsInput: true,
      });
      underway.losses.generator += loss / batchSize;
      const [rows, columns] = device.shape(pass.output);
      pass.back(device.put(squashBack(pictures, gradient as Float32Array, this.domain), rows, columns));
    });
  }

  /** The discriminator's. */
  private discriminatorGradients(underway: Underway, from: number, n: number): void {
    const {
      settings: { batchSize, loss },
      pool,
      pixels,
    } = this;
    const { rows, labels } = this.rows(from, n);
    const real = new Float32Array(n * pixels);
    rows.forEach((row, i) => real.set((pool?.values ?? real).subarray(row * pixels, (row + 1) * pixels), i * pixels));
    const made = underway.made.subarray(from * pixels, (from + n) * pixels);
    for (const [what, pictures] of [
      ['real', real],
      ['fake', made],
    ] as const) {
      const found = discriminated(this.discriminatorDevice, this.discriminatorDevice, this.discriminator, {
        ...asked(this.settings, this.domain, this.steps, { what, from, pictures, labels }),
        term: lossTerms[loss][what],
        wantsInput: false,
      });
      underway.losses.discriminator += found.loss / batchSize;
      underway.losses[what] += found.output / batchSize;
    }
  }

  private step(player: 'generator' | 'discriminator'): void {
    const { generatorRate, discriminatorRate, beta1, warmup, decaySteps, emaDecay } = this.settings;
    const k = this.steps;
    const generating = player === 'generator';
    (generating ? this.generatorDevice : this.discriminatorDevice).step({
      k: k + 1,
      rate: imageRate(k, { learningRate: generating ? generatorRate : discriminatorRate, warmup, decaySteps }),
      beta1,
      beta2: BETA_2,
      clip: 0,
      kept: generating ? averageKept(k, emaDecay) : 0,
    });
  }

  private abandon(): void {
    this.underway = null;
    this.generatorDevice.clearGradients();
    this.discriminatorDevice.clearGradients();
  }

  private restart(): void {
    this.abandon();
    if (this.pool) this.epochs = new Epochs(this.settings.seed, this.pool.count);
  }
}
