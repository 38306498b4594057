import { digitDeviation, digitMean } from '../../core/image-network/pixels';
import { random } from '../../core/random';

/** Pictures to train on: grey levels 0 to 255, row-major, and a class each. */
export interface LabelledPictures {
  readonly images: Uint8Array;
  /** 0 to classes - 1; `classes` where a picture has none. */
  readonly labels: ArrayLike<number>;
}

/** Pictures as training keeps them, in standard units. */
export interface PicturePool {
  readonly pictures: Float32Array;
  readonly labels: Int32Array;
  readonly count: number;
}

/** Grey levels in standard units. */
const standardOf = Float32Array.from({ length: 256 }, (_, p) => (p / 255 - digitMean) / digitDeviation);

/** Throws `RangeError` where there are none, where counts differ, or for a class that the network has not. */
export function picturePool({ images, labels }: LabelledPictures, pixels: number, classes: number): PicturePool {
  const count = labels.length;
  if (count === 0) throw new RangeError('no pictures to train on (expected at least one)');
  if (images.length !== count * pixels) {
    throw new RangeError(`${images.length} pixels for ${count} pictures (expected ${count * pixels}, ${pixels} each)`);
  }
  const kept = Int32Array.from(labels);
  const wrong = kept.findIndex((label) => label < 0 || label > classes);
  if (wrong >= 0)
    throw new RangeError(
      `class ${kept[wrong]} of picture ${wrong} (expected 0 to ${classes - 1}, or ${classes} for none)`,
    );
  // Seven million pixels: a table and a loop take far less than `Float32Array.from` does.
  const standard = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) standard[i] = standardOf[images[i]];
  return { pictures: standard, labels: kept, count };
}

/**
 * Which picture the `k`-th draw takes: every picture once per epoch, in an order that depends on the seed and the epoch alone,
 * so that a run can be taken up again anywhere.
 */
export class Epochs {
  private epoch = -1;
  private order = new Int32Array(0);

  constructor(
    private readonly seed: number,
    private readonly count: number,
  ) {}

  at(k: number): number {
    const epoch = Math.floor(k / this.count);
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      const draw = random(this.seed).split(`epoch ${epoch}`);
      this.order = Int32Array.from({ length: this.count }, (_, i) => i);
      for (let i = this.count - 1; i > 0; i--) {
        const j = draw.integer(i + 1);
        [this.order[i], this.order[j]] = [this.order[j], this.order[i]];
      }
    }
    return this.order[k % this.count];
  }
}
