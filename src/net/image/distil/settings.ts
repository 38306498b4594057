import type { ImageNetwork } from '../../../core/image-network/description';
import { forwardFlops } from '../../../core/image-network/flops';
import type { ImageTrainerSettings } from '../settings';

/** Data in standard units [n, numbers], with their classes. */
export interface LabelledRows {
  readonly pictures: Float32Array;
  readonly labels: Int32Array;
}

/** Everything that decides how a pupil is distilled: with teacher and pictures it gives the same weights again. */
export interface DistillationSettings {
  /** How the pupil learns. Its network is the teacher's, whose weights it begins with; of its data it takes the classes. */
  readonly pupil: ImageTrainerSettings;
  /** w of the teacher's guidance, built in. */
  readonly guidance: number;
  /** The peak of the fake's rate, which falls as the pupil's does. */
  readonly fakeRate: number;
  /** Steps of the fake for each of the pupil. */
  readonly updates: number;
  /** Noise level that the pupil starts from; that of its second evaluation and the share of rows that learn it. */
  readonly start: number;
  readonly again: number;
  readonly againShare: number;
  /** The discriminator beside: its network, the weight of its pull (0 for none), its rate, and how what it sees is disturbed. */
  readonly rival: ImageNetwork;
  readonly rivalWeight: number;
  readonly rivalRate: number;
  readonly rivalShift: number;
  readonly rivalNoise: number;
}

/**
 * Floating-point operations of a step for each row of its batch, products alone. The pupil goes forward and back (3), and once more for the
 * rows that are noised anew; the teacher twice with guidance; the fake once to be asked, and forward and back for each of its steps; the discriminator forward and to its input (2), and
 * forward and back on what was made and on data (6).
 */
export function distillationFlops(settings: DistillationSettings): number {
  const { pupil, guidance, updates, againShare, rival, rivalWeight } = settings;
  const forward = forwardFlops(pupil.network);
  return (
    forward * (3 + againShare + (guidance === 0 ? 1 : 2) + 1 + 3 * updates) +
    (rivalWeight > 0 ? 8 * forwardFlops(rival) : 0)
  );
}
