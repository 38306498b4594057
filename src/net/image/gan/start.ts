import type { BoundLayer, BoundNetwork } from '../../../core/image-network/parameters';
import { random } from '../../../core/random';
import { startingWeights } from '../start';

/**
 * What a player starts from: products' weights normal of variance 2 / fanIn (He et al. 2015) and no biases, so that the latent code
 * is not drowned by them on its way to the picture; the rest as in every network of the book (`startingWeights`).
 */
export function startingPlayer(network: BoundNetwork, seed: number): Float32Array {
  const out = startingWeights(network, seed);
  const draw = random(seed).split(network.network.name);
  const walk = ({ layer, parameters, inner }: BoundLayer) => {
    inner.forEach(walk);
    if (layer.kind !== 'linear' && layer.kind !== 'convolution') return;
    const [w, b] = parameters;
    const deviation = Math.sqrt(2 / w.fanIn);
    for (let i = w.at; i < w.at + w.rows * w.columns; i++) out[i] = deviation * draw.normal();
    out.fill(0, b.at, b.at + b.columns);
  };
  network.layers.forEach(walk);
  return out;
}
