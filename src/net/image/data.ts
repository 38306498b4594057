import { numbersOf, standard, type Domain } from '../../core/domain';
import type { Network } from '../../core/image-network/description';
import { random, type Random } from '../../core/random';
import { checkCondition, rowCount, type Condition } from '../condition/index';

/** Pictures to train on: grey levels 0 to 255 of numbers from 0 to 1, and a class each. */
export interface LabelledPictures {
  readonly images: Uint8Array;
  /** 0 to classes - 1; `classes` where a picture has none. */
  readonly labels: ArrayLike<number>;
}

/** Data to train on, of any domain and with any condition: numbers x [n, numbers] as the domain has them. */
export interface ConditionedData {
  readonly values: Float32Array;
  /**
   * [n, numbers], 0 or more, in the units of `values`: every visit draws a datum anew from the normal of this deviation around it, as codes are drawn from what a variational
   * encoder says of a picture (absent: data are what they are).
   */
  readonly deviations?: Float32Array;
  readonly condition: Condition;
}

/** Data as training keeps them, in standard units. */
export interface DataPool {
  readonly values: Float32Array;
  readonly deviations?: Float32Array;
  readonly condition: Condition;
  readonly count: number;
}

/** Throws `RangeError` where there are none, where counts differ, or for a condition that the network has not. */
export function dataPool(data: LabelledPictures | ConditionedData, domain: Domain, network: Network): DataPool {
  if ('images' in data) {
    const classes = network.embedding?.classes ?? 0;
    const { values, labels, count } = picturePool(data, domain, classes);
    if (network.embedding?.attributes || network.context)
      throw new RangeError(`pictures with classes for the ${network.name} (expected numbers and a condition)`);
    if (classes === 0) return { values, count, condition: { kind: 'none', n: count } };
    const condition: Condition = { kind: 'class', labels: labels.map((label) => (label === classes ? -1 : label)) };
    return { values, count, condition };
  }
  const { values, deviations, condition } = data;
  const count = rowCount(condition);
  checkCounts(values.length, count, domain);
  checkCondition(condition, network);
  if (deviations && deviations.length !== values.length)
    throw new RangeError(`${deviations.length} deviations of ${values.length} numbers (expected one each)`);
  const wrong = deviations?.findIndex((d) => !(d >= 0 && d < Infinity)) ?? -1;
  if (wrong >= 0) throw new RangeError(`deviation ${wrong} is ${deviations![wrong]} (expected 0 or more)`);
  return {
    values: values.map((x) => standard(x, domain)),
    ...(deviations && { deviations: deviations.map((d) => d / domain.scale.deviation) }),
    condition,
    count,
  };
}

/** Number `q` of the pool as a visit finds it: drawn anew where the pool has deviations; otherwise nothing is drawn. */
export const visited = ({ values, deviations }: DataPool, q: number, draw: Random): number =>
  deviations ? values[q] + deviations[q] * draw.normal() : values[q];

/** Pictures in standard units, with their classes. Throws `RangeError` as `dataPool` does. */
export function picturePool(
  { images, labels }: LabelledPictures,
  domain: Domain,
  classes: number,
): { readonly values: Float32Array; readonly labels: Int32Array; readonly count: number } {
  const count = labels.length;
  checkCounts(images.length, count, domain);
  const kept = Int32Array.from(labels);
  const wrong = kept.findIndex((label) => label < 0 || label > classes);
  if (wrong >= 0)
    throw new RangeError(
      `class ${kept[wrong]} of picture ${wrong} (expected 0 to ${classes - 1}, or ${classes} for none)`,
    );
  // Seven million pixels: a table and a loop take far less than `Float32Array.from` does.
  const units = Float32Array.from({ length: 256 }, (_, p) => standard(p / 255, domain));
  const values = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) values[i] = units[images[i]];
  return { values, labels: kept, count };
}

function checkCounts(numbers: number, count: number, domain: Domain): void {
  const size = numbersOf(domain);
  if (count === 0) throw new RangeError('no pictures to train on (expected at least one)');
  if (numbers !== count * size)
    throw new RangeError(`${numbers} pixels for ${count} pictures (expected ${count * size}, ${size} each)`);
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
