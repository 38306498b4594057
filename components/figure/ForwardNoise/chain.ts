import { type Batch, copy, zeros, count } from '../../../src/core/batch';
import { energyDistanceTo } from '../../../src/core/metric';
import { noised, chainStep } from '../../../src/core/process/forward';
import { fillNormal, random } from '../../../src/core/random';
import type { Schedule } from '../../../src/core/schedule';

/** Particles in each of the two clouds. */
export const chainSize = 400;
/** Repetitions of the jump with fresh noise, from which the scatter of the energy distance is measured. */
const repeats = 8;

/**
 * The chain x_0 -> x_1 -> … in `steps` equal steps of time, walked as far as it was asked for. Each step draws from a generator of its
 * own (seed and step number), so that a position is the same however it was reached.
 */
export class Chain {
  private readonly x: Batch;
  private readonly noise: Batch;
  private at = 0;
  private followed: number[];

  /** `follow` is the row whose path is kept. */
  constructor(
    private readonly x0: Batch,
    private readonly schedule: Schedule,
    readonly steps: number,
    private readonly seed: number,
    private readonly follow = 0,
  ) {
    this.x = copy(x0);
    this.noise = zeros(count(x0), x0.dim);
    this.followed = this.position();
  }

  /** x after step i: the chain's own memory, valid until the next call. */
  goTo(i: number): Batch {
    if (i < this.at) {
      this.x.data.set(this.x0.data);
      this.at = 0;
      this.followed = this.position();
    }
    while (this.at < i) this.step();
    return this.x;
  }

  /** Positions of the followed row at steps 0 … i, as rows of a batch. */
  path(): Batch {
    return { data: Float64Array.from(this.followed), dim: this.x0.dim };
  }

  private step(): void {
    this.at += 1;
    fillNormal(this.noise.data, random(this.seed).split(`chain step ${this.at}`));
    chainStep(this.x, this.noise, (this.at - 1) / this.steps, this.at / this.steps, this.schedule, this.x);
    this.followed.push(...this.position());
  }

  private position(): number[] {
    return Array.from(row(this.x, this.follow));
  }
}

/** The followed row under the jump: alpha_j x_0 + sigma_j epsilon for j = 0 … i, one epsilon for all. */
export function jumpPath(x0: Batch, epsilon: Batch, schedule: Schedule, steps: number, i: number, follow = 0): Batch {
  const from = { data: row(x0, follow), dim: x0.dim };
  const by = { data: row(epsilon, follow), dim: x0.dim };
  const path = zeros(i + 1, x0.dim);
  for (let j = 0; j <= i; j++) noised(from, by, j / steps, schedule, { data: row(path, j), dim: x0.dim });
  return path;
}

export interface Agreement {
  /** Energy distance between the chain's cloud and the jump's. */
  readonly distance: number;
  /** The same between the jump's cloud and eight others, jumped from the same x_0 with fresh noise. */
  readonly least: number;
  readonly most: number;
}

/** How far the two clouds lie apart, and how far two clouds of the very same distribution do: neither is zero, as they are samples. */
export function agreement(
  chain: Batch,
  jumped: Batch,
  x0: Batch,
  t: number,
  schedule: Schedule,
  seed: number,
): Agreement {
  const distanceTo = energyDistanceTo(jumped);
  const noise = zeros(count(x0), x0.dim);
  const fresh = zeros(count(x0), x0.dim);
  let least = Infinity;
  let most = 0;
  for (let k = 0; k < repeats; k++) {
    fillNormal(noise.data, random(seed).split(`fresh ${k}`));
    const distance = distanceTo(noised(x0, noise, t, schedule, fresh));
    least = Math.min(least, distance);
    most = Math.max(most, distance);
  }
  return { distance: distanceTo(chain), least, most };
}

/** A row: a view, not a copy. */
function row({ data, dim }: Batch, i: number): Float64Array {
  return data.subarray(i * dim, (i + 1) * dim);
}
