import { contrast, unitRows } from '../../../core/contrastive';
import { forwardFlops } from '../../../core/image-network/flops';
import { bind, type BoundNetwork } from '../../../core/image-network/parameters';
import { digitDomain } from '../../../core/image-network/pixels';
import { numbersIn } from '../../../core/image-network/shape';
import { outputShape } from '../../../core/image-network/shapes';
import { random } from '../../../core/random';
import { averageKept } from '../../clock';
import { Epochs, picturePool, type LabelledPictures } from '../data';
import { joined, parted } from '../gan/saved';
import { captionsCondition, type Captioner, type CaptionTokens } from '../objective/captioned';
import type { ImageDevice } from '../ops';
import { forward } from '../pass';
import { imageRate } from '../rate';
import { checkSavedImages, type SavedImageNetwork } from '../settings';
import { startingWeights } from '../start';
import { takeSteps, type TrainingSlice } from '../slices';
import { checkContrastive, type ContrastiveSettings } from './settings';

/** Pictures, and a caption of each, which may be another at every visit. */
export interface CaptionedPictures {
  readonly pictures: LabelledPictures;
  readonly captioner: Captioner;
}

const CHUNK = 64;

/** Trains an encoder of pictures and one of captions against each other, on any backend's pieces: a device for each, their embeddings on the host. */
export class ContrastiveTrainer<T = unknown> {
  readonly image: BoundNetwork;
  readonly text: BoundNetwork;
  steps = 0;
  images = 0;
  private data: { readonly values: Float32Array; readonly captioner: Captioner } | null = null;
  private epochs: Epochs | null = null;

  constructor(
    readonly imageDevice: ImageDevice<T>,
    readonly textDevice: ImageDevice<T>,
    public settings: ContrastiveSettings,
  ) {
    checkContrastive(settings);
    this.image = bind(settings.image);
    this.text = bind(settings.text);
    imageDevice.load({ weights: startingWeights(this.image, settings.seed) });
    textDevice.load({ weights: startingWeights(this.text, settings.seed) });
  }

  get backend(): string {
    return this.imageDevice.backend;
  }

  get parameters(): number {
    return this.image.size + this.text.size;
  }

  /** Three times forward of both. */
  get flopsPerStep(): number {
    const { image, text, batchSize } = this.settings;
    return 3 * (forwardFlops(image) + forwardFlops(text)) * batchSize;
  }

  /** Numbers of an embedding. */
  get size(): number {
    return numbersIn(outputShape(this.settings.image));
  }

  /** Gives the pairs to train on. Throws `RangeError` where they do not fit. */
  setData({ pictures, captioner }: CaptionedPictures): void {
    const { values, count } = picturePool(pictures, digitDomain, Infinity);
    if (count < this.settings.batchSize)
      throw new RangeError(`${count} pictures to tell apart (expected at least ${this.settings.batchSize}, a batch)`);
    this.data = { values, captioner };
    this.epochs = new Epochs(this.settings.seed, count);
  }

  /** Takes `steps` steps and returns their mean loss, in nats; one that is not finite at once. */
  train(steps: number): number {
    return takeSteps(steps, () => this.step());
  }

  /** Embeddings [n, size] of pictures [n, 784] in standard units, of length 1. It may be asked between steps. */
  pictures(pictures: Float32Array, which: 'ema' | 'raw' = 'ema'): Float32Array {
    const size = numbersIn(digitDomain.shape);
    return this.embedded(pictures.length / size, (from, n) => {
      this.imageDevice.use(which);
      const part = pictures.subarray(from * size, (from + n) * size);
      return this.imageDevice.within(() =>
        this.imageDevice.read(forward(this.imageDevice, this.image, { pictures: part, n }).output),
      );
    });
  }

  /** The same of captions, [n, places] tokens and their mask. */
  captions({ tokens, mask }: CaptionTokens, which: 'ema' | 'raw' = 'ema'): Float32Array {
    const { length } = this;
    return this.embedded(tokens.length / length, (from, n) => {
      this.textDevice.use(which);
      const part = (values: Int32Array | Uint8Array) => values.subarray(from * length, (from + n) * length);
      return this.textDevice.within(() =>
        this.textDevice.read(
          forward(
            this.textDevice,
            this.text,
            captionInputs({ tokens: part(tokens) as Int32Array, mask: part(mask) as Uint8Array }, n),
          ).output,
        ),
      );
    });
  }

  /** Both encoders' numbers, the pictures' first. */
  save(): SavedImageNetwork {
    return {
      network: this.settings.image.name,
      steps: this.steps,
      images: this.images,
      ...joined(this.imageDevice.save(), this.textDevice.save()),
    };
  }

  /** Takes saved numbers over; throws `RangeError` where they are of another size or not finite. */
  load(saved: Partial<SavedImageNetwork> & Pick<SavedImageNetwork, 'weights'>): void {
    checkSavedImages(saved, this.settings.image.name, this.parameters);
    const [image, text] = parted(saved, this.image.size);
    this.imageDevice.load(image);
    this.textDevice.load(text);
    this.steps = saved.steps ?? 0;
    this.images = saved.images ?? 0;
  }

  dispose(): void {
    this.imageDevice.dispose();
    this.textDevice.dispose();
  }

  /** Places of a caption. */
  private get length(): number {
    return this.settings.text.context?.length ?? 0;
  }

  private embedded(n: number, ask: (from: number, n: number) => Float32Array): Float32Array {
    const { size } = this;
    if (!Number.isInteger(n)) throw new RangeError(`${n} rows to embed (expected a whole number)`);
    const out = new Float32Array(n * size);
    for (let from = 0; from < n; from += CHUNK)
      out.set(unitRows(ask(from, Math.min(CHUNK, n - from)), size), from * size);
    return out;
  }

  private step(): TrainingSlice {
    const { data, epochs, imageDevice, textDevice, size } = this;
    const { batchSize: n, seed, temperature } = this.settings;
    if (!data || !epochs) throw new Error('there are no pictures to train on (expected setData first)');
    const draw = random(seed).split('captions');
    const numbers = numbersIn(digitDomain.shape);
    const pictures = new Float32Array(n * numbers);
    const rows = Array.from({ length: n }, (_, i) => epochs.at(this.images + i));
    rows.forEach((row, i) => pictures.set(data.values.subarray(row * numbers, (row + 1) * numbers), i * numbers));
    const captions = captionsCondition(rows.map((row, i) => data.captioner(row, draw.split(this.images + i))));
    imageDevice.use('raw');
    textDevice.use('raw');
    const loss = imageDevice.within(() => {
      const seen = forward(imageDevice, this.image, { pictures, n });
      const first = imageDevice.read(seen.output);
      const found = textDevice.within(() => {
        const told = forward(textDevice, this.text, captionInputs(captions, n));
        const both = contrast(first, textDevice.read(told.output), size, temperature);
        told.back(textDevice.put(both.second, n, size));
        return both;
      });
      seen.back(imageDevice.put(found.first, n, size));
      return found.loss;
    });
    if (!Number.isFinite(loss)) {
      imageDevice.clearGradients();
      textDevice.clearGradients();
      return { stepped: false, loss, broken: true };
    }
    this.move();
    return { stepped: true, loss, broken: false };
  }

  private move(): void {
    const { emaDecay, clip, batchSize } = this.settings;
    const k = this.steps;
    for (const device of [this.imageDevice, this.textDevice])
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
  }
}

/** The words are the context; what goes in is the constant that the learned query is made of. */
const captionInputs = ({ tokens, mask }: CaptionTokens, n: number) => ({
  pictures: new Float32Array(n).fill(1),
  n,
  context: Float32Array.from(tokens),
  contextMask: mask,
});
