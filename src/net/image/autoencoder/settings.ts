import type { Domain } from '../../../core/domain';
import type { Autoencoder } from '../../../core/image-network/autoencoder';
import { inputShape, type ImageNetwork } from '../../../core/image-network/description';
import { forwardFlops } from '../../../core/image-network/flops';
import { digitDomain } from '../../../core/image-network/pixels';
import { said, sameShape } from '../../../core/image-network/shape';
import { outputShape } from '../../../core/image-network/shapes';
import type { RateSettings } from '../rate';

interface Common extends RateSettings {
  readonly networks: Autoencoder;
  /** Pictures per step, and how many of them go through the networks at once. */
  readonly batchSize: number;
  readonly microBatch: number;
  /** Decay of the average of weights; early on min(emaDecay, (1 + k) / (10 + k)) is used. */
  readonly emaDecay: number;
  readonly seed: number;
  /** What one picture is (default: a digit). */
  readonly domain?: Domain;
}

/** Everything that decides the training of an autoencoder. */
export interface AutoencoderSettings extends Common {
  /**
   * What a nat of the code's divergence from the standard normal costs, shared by a picture's pixels: the beta of Higgins et al. 2017, for a squared error
   * in standard units. 0: nothing.
   */
  readonly klWeight: number;
  /** Whether a code is drawn from the encoder's normal; false for the plain autoencoder, whose code is its mean. */
  readonly drawn: boolean;
  /** Greatest norm of each half's gradient; 0 for no limit. */
  readonly clip: number;
}

/** Everything that decides the tuning of a decoder against a critic; the encoder stands still. */
export interface TuningSettings extends Common {
  readonly critic: ImageNetwork;
  /** Weight of the critic's word beside the squared error (Larsen et al. 2016; Esser et al. 2021), from step `criticFrom` on. */
  readonly criticWeight: number;
  readonly criticFrom: number;
  readonly criticRate: number;
  /** Adam's first decay, of both. */
  readonly beta1: number;
  /** Deviation of the noise on all that the critic sees, in standard units. */
  readonly instanceNoise: number;
}

/** Settings that give the latent digits of the book within .75 TFLOP, and those of the tuning, within .35. */
export const autoencoderDefaults: Omit<AutoencoderSettings, 'networks' | 'seed'> = {
  learningRate: 2e-3,
  warmup: 100,
  decaySteps: 1000,
  batchSize: 32,
  microBatch: 32,
  emaDecay: 0.995,
  klWeight: 0.02,
  drawn: true,
  clip: 1,
};

export const tuningDefaults: Omit<TuningSettings, 'networks' | 'critic' | 'seed'> = {
  learningRate: 6e-4,
  warmup: 0,
  decaySteps: 375,
  batchSize: 32,
  microBatch: 32,
  emaDecay: 0.995,
  criticWeight: 0.05,
  criticFrom: 60,
  criticRate: 1e-3,
  beta1: 0.5,
  instanceNoise: 0.1,
};

/**
 * Floating-point operations of a step of the tuning: for each picture the encoder once, the decoder forward and back, the critic to its input, then forward
 * and back on real and made pictures.
 */
export function tuningFlops({ networks, critic, batchSize }: TuningSettings): number {
  return batchSize * (forwardFlops(networks.encoder) + 3 * forwardFlops(networks.decoder) + 8 * forwardFlops(critic));
}

/** Throws `RangeError` naming what was expected. */
export function checkAutoencoder(settings: AutoencoderSettings | TuningSettings): void {
  const { networks, domain = digitDomain } = settings;
  const { encoder, decoder } = networks;
  const wanted = networks.code;
  const check = (name: string, value: unknown, holds: boolean, expected: string) => {
    if (!holds) throw new RangeError(`${name} is ${String(value)} (expected ${expected})`);
  };
  const code = outputShape(encoder);
  check(
    'what the encoder puts out',
    said(code),
    sameShape(code, { ...wanted, channels: 2 * wanted.channels }),
    `${said({ ...wanted, channels: 2 * wanted.channels })}, means and variances of ${said(wanted)}`,
  );
  check('what the decoder takes', said(inputShape(decoder)), sameShape(inputShape(decoder), wanted), said(wanted));
  for (const [name, shape] of [
    ['what the encoder takes', inputShape(encoder)],
    ['what the decoder puts out', outputShape(decoder)],
  ] as const)
    check(name, said(shape), sameShape(shape, domain.shape), `${said(domain.shape)}, ${domain.name}`);
  const whole = (name: string, value: number, least: number) =>
    check(name, value, Number.isInteger(value) && value >= least, `an integer, ${least} or more`);
  whole('batchSize', settings.batchSize, 1);
  whole('microBatch', settings.microBatch, 1);
  whole('warmup', settings.warmup, 0);
  whole('decaySteps', settings.decaySteps, 0);
  check(
    'learningRate',
    settings.learningRate,
    settings.learningRate > 0 && settings.learningRate <= 1,
    'above 0, at most 1',
  );
  check('emaDecay', settings.emaDecay, settings.emaDecay >= 0 && settings.emaDecay < 1, '0 or more, below 1');
  if ('klWeight' in settings) check('klWeight', settings.klWeight, settings.klWeight >= 0, '0 or more');
  else {
    const judged = inputShape(settings.critic);
    check('what the critic takes', said(judged), sameShape(judged, domain.shape), said(domain.shape));
    check('criticWeight', settings.criticWeight, settings.criticWeight >= 0, '0 or more');
    check('instanceNoise', settings.instanceNoise, settings.instanceNoise >= 0, '0 or more');
    whole('criticFrom', settings.criticFrom, 0);
  }
}
