/** The space that a request's model draws in: pictures themselves, or codes that are decoded to be shown. */
import { numbersIn } from '../../../../core/image-network/shape';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { DigitSampleSpec } from '../denoising';
import { inUnits, pictureSize } from '../pixels';
import type { DigitNetworks } from './networks';

export interface Space {
  readonly trainer: ImageTrainer;
  /** Numbers of a state. */
  readonly size: number;
  /** States [n, size] as pictures [n, 784] in the units asked for; an array of the caller's. */
  readonly shown: (states: Float64Array) => Float32Array;
}

export async function spaceOf(
  { model, pixels = 'standard' }: Pick<DigitSampleSpec, 'model' | 'pixels'>,
  networks: DigitNetworks,
): Promise<Space> {
  if (model === 'latent') {
    const [trainer, codec] = await Promise.all([networks.latent(), networks.codec('flat')]);
    return {
      trainer,
      size: numbersIn(codec.settings.networks.code),
      shown: (states) => inUnits(codec.decode(Float32Array.from(states)), 'standard', pixels),
    };
  }
  const trainer = await (model === 'pupil' ? networks.pupil() : networks.trainer());
  return { trainer, size: pictureSize, shown: (states) => Float32Array.from(states) };
}
