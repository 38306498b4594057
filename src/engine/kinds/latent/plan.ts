/** How many steps each phase takes within a budget, and what they cost: counted, not measured. */
import {
  autoencoderTrainingFlops,
  digitAutoencoder,
  digitCritic,
  latentDenoiser,
} from '../../../core/image-network/autoencoder';
import { forwardFlops } from '../../../core/image-network/flops';
import type { LatentPhase, LatentSettings, LatentSize } from './settings';

/** Training digits, all of which are encoded once. */
export const trainingDigits = 9000;
/** Pictures of a step. */
export const batchOf: Readonly<Record<LatentPhase, number>> = { autoencoder: 32, codes: 32, tuning: 32, diffusion: 64 };

/** Steps `from` to `to - 1` of a run. */
export interface LatentStretch {
  readonly phase: LatentPhase;
  readonly from: number;
  readonly to: number;
  /** Operations of one step. */
  readonly flops: number;
}

/** Operations of a step of each phase: forward and back for what learns, forward alone for what stands still. */
export function stepFlops(latent: LatentSize): Readonly<Record<LatentPhase, number>> {
  const networks = digitAutoencoder(latent);
  const [encoder, decoder, critic] = [networks.encoder, networks.decoder, digitCritic].map(forwardFlops);
  return {
    autoencoder: batchOf.autoencoder * autoencoderTrainingFlops(networks),
    codes: batchOf.codes * encoder,
    // The critic is asked for its word on what is made, then learns from real and made pictures.
    tuning: batchOf.tuning * (encoder + 3 * decoder + 8 * critic),
    diffusion: 3 * batchOf.diffusion * forwardFlops(latentDenoiser(latent)),
  };
}

/** The phases of a run one after the other, each with at least one step; the last goes on where a run does. */
export function latentPlan(
  { latent, tuned, budget, split }: Pick<LatentSettings, 'latent' | 'tuned' | 'budget' | 'split'>,
  digits = trainingDigits,
): readonly LatentStretch[] {
  const flops = stepFlops(latent);
  const coded = Math.ceil(digits / batchOf.codes);
  const shares = { ...split, tuning: tuned ? split.tuning : 0 };
  const sum = shares.autoencoder + shares.tuning + shares.diffusion;
  const left = Math.max(0, budget - coded * flops.codes);
  const steps = (phase: keyof typeof shares) =>
    Math.max(1, Math.floor((left * shares[phase]) / sum / flops[phase] + 1e-9));
  const lengths: readonly (readonly [LatentPhase, number])[] = [
    ['autoencoder', steps('autoencoder')],
    ['codes', coded],
    ...(shares.tuning > 0 ? ([['tuning', steps('tuning')]] as const) : []),
    ['diffusion', steps('diffusion')],
  ];
  let from = 0;
  return lengths.map(([phase, length]) => {
    const stretch = { phase, from, to: from + length, flops: flops[phase] };
    from = stretch.to;
    return stretch;
  });
}

/** What step number `step` belongs to. */
export function stretchAt(plan: readonly LatentStretch[], step: number): LatentStretch {
  return plan.find(({ to }) => step < to) ?? plan[plan.length - 1];
}

/** Operations and pictures of the first `steps` steps. */
export function planned(
  plan: readonly LatentStretch[],
  steps: number,
): { readonly flops: number; readonly images: number } {
  let [flops, images] = [0, 0];
  plan.forEach((stretch, i) => {
    const taken = Math.max(0, Math.min(steps, i === plan.length - 1 ? Infinity : stretch.to) - stretch.from);
    flops += taken * stretch.flops;
    images += taken * batchOf[stretch.phase];
  });
  return { flops, images };
}

/** Operations of a picture: the denoiser's calls, two a step where it is guided, and the decoder once. */
export function pictureFlops(
  latent: LatentSize,
  { evaluations, guidance }: { readonly evaluations: number; readonly guidance: number },
): number {
  return (
    evaluations * (guidance === 0 ? 1 : 2) * forwardFlops(latentDenoiser(latent)) +
    forwardFlops(digitAutoencoder(latent).decoder)
  );
}
