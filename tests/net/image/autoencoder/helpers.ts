import type { Autoencoder } from '../../../../src/core/image-network/autoencoder';
import type { ImageNetwork } from '../../../../src/core/image-network/description';
import { bind } from '../../../../src/core/image-network/parameters';
import { autoencoderDefaults, type AutoencoderSettings } from '../../../../src/net/image/autoencoder/settings';
import { AutoencoderTrainer } from '../../../../src/net/image/autoencoder/trainer';
import { data, PlainDevice } from '../gan/helpers';
import type { Matrix } from '../plain';
import { simdDevice } from '../helpers';

export { data };

/** The kinds of layers of the book's, narrow. */
export const narrow: Autoencoder = {
  code: { extent: [], channels: 3 },
  encoder: {
    name: 'narrow encoder',
    side: 28,
    channels: 1,
    layers: [
      { kind: 'to-depth' },
      { kind: 'convolution', size: 3, from: 4, to: 4 },
      { kind: 'activation', function: 'silu' },
      { kind: 'to-depth' },
      { kind: 'convolution', size: 1, from: 16, to: 4 },
      { kind: 'flatten' },
      { kind: 'linear', from: 196, to: 6 },
    ],
  },
  decoder: {
    name: 'narrow decoder',
    extent: [],
    channels: 3,
    layers: [
      { kind: 'linear', from: 3, to: 196 },
      { kind: 'activation', function: 'silu' },
      { kind: 'picture', side: 7, channels: 4 },
      { kind: 'convolution', size: 1, from: 4, to: 16 },
      { kind: 'to-space' },
      { kind: 'convolution', size: 3, from: 4, to: 4 },
      { kind: 'to-space' },
    ],
  },
};

/** The same whose code is a picture of 7 x 7 with two channels. */
export const narrowSpatial: Autoencoder = {
  code: { extent: [7, 7], channels: 2 },
  encoder: {
    name: 'narrow spatial encoder',
    side: 28,
    channels: 1,
    layers: [...narrow.encoder.layers.slice(0, 4), { kind: 'convolution', size: 1, from: 16, to: 4 }],
  },
  decoder: {
    name: 'narrow spatial decoder',
    side: 7,
    channels: 2,
    layers: [{ kind: 'convolution', size: 1, from: 2, to: 16 }, ...narrow.decoder.layers.slice(4)],
  },
};

export const narrowCritic: ImageNetwork = {
  name: 'narrow critic',
  side: 28,
  channels: 1,
  layers: [
    { kind: 'to-depth' },
    { kind: 'convolution', size: 3, from: 4, to: 4 },
    { kind: 'activation', function: 'leaky' },
    { kind: 'flatten' },
    { kind: 'linear', from: 784, to: 1 },
  ],
};

export const settings: AutoencoderSettings = {
  ...autoencoderDefaults,
  networks: narrow,
  batchSize: 4,
  microBatch: 4,
  decaySteps: 0,
  warmup: 0,
  clip: 0,
  klWeight: 0.7,
  seed: 4,
};

export async function trainer(change: Partial<AutoencoderSettings> = {}): Promise<AutoencoderTrainer> {
  const all = { ...settings, ...change };
  const made = new AutoencoderTrainer(
    await simdDevice(bind(all.networks.encoder)),
    await simdDevice(bind(all.networks.decoder)),
    all,
  );
  made.setData(data);
  return made;
}

/** On plain loops, whose weights never move. */
export function plainTrainer(change: Partial<AutoencoderSettings> = {}): {
  readonly trainer: AutoencoderTrainer<Matrix>;
  readonly encoder: PlainDevice;
  readonly decoder: PlainDevice;
} {
  const all = { ...settings, ...change };
  const [encoder, decoder] = [all.networks.encoder, all.networks.decoder].map(
    (network) => new PlainDevice(bind(network)),
  );
  const made = new AutoencoderTrainer<Matrix>(encoder, decoder, all);
  made.setData(data);
  return { trainer: made, encoder, decoder };
}
