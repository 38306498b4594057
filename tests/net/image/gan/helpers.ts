import { sampleDigits } from '../../../../src/core/data/digits-sample';
import { digitGan } from '../../../../src/core/image-network/gan';
import { bind, type BoundNetwork } from '../../../../src/core/image-network/parameters';
import { ImageGan } from '../../../../src/net/image/gan/trainer';
import { liveGanSettings } from '../../../../src/net/image/gan/shipped';
import type { ImageGanSettings } from '../../../../src/net/image/gan/settings';
import type { ImageDevice, ImageWeights } from '../../../../src/net/image/ops';
import { simdDevice } from '../helpers';
import { PlainOps, type Matrix } from '../plain';

/** The twenty digits that travel in the page. */
const few = sampleDigits();
export const data = {
  images: Uint8Array.from(few.flatMap(({ pixels }) => [...pixels])),
  labels: few.map(({ label }) => label),
};

/** Every kind of layer of the book's games, narrow. */
export const narrow = digitGan({
  name: 'narrow digit',
  embedding: 8,
  dense: { hidden: 12, channels: 4 },
  channels: [8, 4],
  judge: { channels: [4, 8], squeeze: 4, hidden: 12 },
});

export const settings: ImageGanSettings = {
  ...liveGanSettings,
  networks: narrow,
  generatorRate: 2e-3,
  discriminatorRate: 2e-3,
  batchSize: 8,
  microBatch: 4,
  seed: 3,
};

export async function game(change: Partial<ImageGanSettings> = {}): Promise<ImageGan> {
  const all = { ...settings, ...change };
  const gan = new ImageGan(
    await simdDevice(bind(all.networks.generator)),
    await simdDevice(bind(all.networks.discriminator)),
    all,
  );
  gan.setData(data);
  return gan;
}

/** A player in plain loops and double precision that never moves: what its optimizer would have been given is kept in `given`. */
export class PlainDevice extends PlainOps implements ImageDevice<Matrix> {
  readonly backend = 'plain';
  given = new Float64Array(0);

  constructor(network: BoundNetwork) {
    super(network, new Float64Array(network.size));
  }

  override read({ data: values }: Matrix): Float32Array {
    return values as unknown as Float32Array;
  }

  step(): void {
    this.given = this.gradient.slice();
    this.clearGradients();
  }

  gradients(): Float32Array {
    return Float32Array.from(this.gradient);
  }

  clearGradients(): void {
    this.gradient.fill(0);
  }

  save(): ImageWeights {
    const weights = Float32Array.from(this.weights);
    return { weights, ema: weights, first: weights, second: weights };
  }

  load({ weights }: Pick<ImageWeights, 'weights'>): void {
    this.weights.set(weights);
    this.clearGradients();
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: 0 };
  }

  dispose(): void {}
}

export function plainGame(change: Partial<ImageGanSettings> = {}): {
  readonly gan: ImageGan<Matrix>;
  readonly generator: PlainDevice;
  readonly discriminator: PlainDevice;
} {
  const all = { ...settings, ...change };
  const [generator, discriminator] = [all.networks.generator, all.networks.discriminator].map(
    (network) => new PlainDevice(bind(network)),
  );
  const gan = new ImageGan<Matrix>(generator, discriminator, all);
  gan.setData(data);
  return { gan, generator, discriminator };
}
