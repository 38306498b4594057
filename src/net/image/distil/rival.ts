import { lossTerms } from '../../../core/gan/loss';
import type { ImageNetwork } from '../../../core/image-network/description';
import type { BoundNetwork } from '../../../core/image-network/parameters';
import { random } from '../../../core/random';
import { standardRange, type Domain } from '../../../core/domain';
import type { Condition } from '../../condition/index';
import { discriminated, disturbance } from '../gan/discriminate';
import { withoutGradients } from '../gan/frozen';
import type { ImageDevice, Ops } from '../ops';
import type { Rival } from '../objective/distribution-matching';
import type { LabelledRows } from './settings';

export interface RivalSettings {
  /** All that it sees is moved by up to so many pixels, and noised with this deviation, in standard units. */
  readonly shift: number;
  readonly noise: number;
  readonly rate: number;
  readonly seed: number;
}

const LOSS = lossTerms['non-saturating'];

/**
 * The adversarial term beside distribution matching (Yin et al. 2024, "Improved distribution matching distillation"): a discriminator that learns to tell made pictures from the data, both
 * noised, and pulls the pupil as the generator of a game is pulled (Goodfellow et al. 2014). Theirs is a head on the fake; this is the small discriminator
 * of the book's GAN, with an output a class.
 */
export class PictureRival<T = unknown> implements Rival {
  private readonly frozen: Ops<T>;

  constructor(
    readonly device: ImageDevice<T>,
    private readonly network: BoundNetwork<ImageNetwork>,
    private readonly domain: Domain,
    private readonly settings: RivalSettings,
  ) {
    this.frozen = withoutGradients(device);
  }

  pull(
    { pictures, condition }: { readonly pictures: Float32Array; readonly condition: Condition },
    { step, from }: { readonly step: number; readonly from: number },
  ): { readonly terms: Float32Array; readonly gradient: Float32Array } {
    const labels = labelsOf(condition);
    const { loss, gradient } = this.seen(this.frozen, { pictures, labels }, 'generator', step, from, 1);
    // The sum is shared among the rows: only their sum is told.
    return { terms: new Float32Array(labels.length).fill(loss / labels.length), gradient: gradient as Float32Array };
  }

  /** One step on what was made and on as many data of the same classes, `microBatch` at a time. Returns the mean loss of both. */
  learn(made: LabelledRows, real: LabelledRows, step: number, microBatch: number): number {
    const n = made.labels.length;
    let sum = 0;
    for (let from = 0; from < n; from += microBatch) {
      const to = Math.min(n, from + microBatch);
      for (const [what, rows] of [
        ['real', real],
        ['fake', made],
      ] as const)
        sum += this.seen(this.device, part(rows, from, to), what, step, from, 1 / n).loss;
    }
    const { rate } = this.settings;
    this.device.step({ k: step + 1, rate, beta1: 0, beta2: 0.99, clip: 0, kept: 0 });
    return sum / n;
  }

  private seen(
    ops: Ops<T>,
    { pictures, labels }: LabelledRows,
    what: 'real' | 'fake' | 'generator',
    step: number,
    from: number,
    scale: number,
  ) {
    const { shift, noise, seed } = this.settings;
    const root = random(seed).split(what);
    const draws = Array.from(labels, (_, i) => root.split(step * 1024 + from + i));
    return discriminated(this.device, ops, this.network, {
      pictures,
      labels,
      disturbance: disturbance(draws, shift, noise, pictures.length / labels.length),
      paper: standardRange(this.domain)[0],
      term: LOSS[what],
      scale,
      wantsInput: what === 'generator',
    });
  }
}

function part({ pictures, labels }: LabelledRows, from: number, to: number): LabelledRows {
  const numbers = pictures.length / labels.length;
  return { pictures: pictures.subarray(from * numbers, to * numbers), labels: labels.subarray(from, to) };
}

/** Throws `RangeError` for rows of any other condition: the discriminator has an output a class. */
export function labelsOf(condition: Condition): Int32Array {
  if (condition.kind === 'class') return condition.labels;
  throw new RangeError(`a rival for rows of the condition ${condition.kind} (expected classes)`);
}
