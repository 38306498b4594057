import type { BoundNetwork, BoundLayer } from '../../../core/image-network/parameters';

/** Mean and deviation of every channel of the codes, over the training pictures and all places: [channels] each. */
export interface CodeScale {
  readonly mean: ArrayLike<number>;
  readonly deviation: ArrayLike<number>;
}

/**
 * Of codes [n, latent], a row for each place where they have several; with `deviations` of the same size, of what is drawn from a normal around each:
 * Var = Var[mean] + E[deviation^2]. Throws `RangeError` where a number of them does not vary.
 */
export function codeScale(codes: Float32Array, latent: number, deviations?: Float32Array): CodeScale {
  const n = codes.length / latent;
  const mean = new Float64Array(latent),
    deviation = new Float64Array(latent);
  codes.forEach((v, i) => (mean[i % latent] += v / n));
  codes.forEach((v, i) => (deviation[i % latent] += (v - mean[i % latent]) ** 2 / n));
  deviations?.forEach((v, i) => (deviation[i % latent] += v ** 2 / n));
  const still = deviation.findIndex((v) => !(v > 0));
  if (still >= 0) throw new RangeError(`number ${still} of the codes does not vary (expected every one to)`);
  return { mean, deviation: deviation.map(Math.sqrt) };
}

/**
 * The weights of both halves with this scale taken into them: the encoder's last layer puts out (code - mean) / deviation and the decoder's first one
 * takes it, so that codes have mean 0 and deviation 1 in every channel while what comes back stays the same. Both layers must be linear, or 1 x 1
 * convolutions.
 */
export function normalised(
  { encoder, decoder }: { readonly encoder: BoundNetwork; readonly decoder: BoundNetwork },
  weights: { readonly encoder: Float32Array; readonly decoder: Float32Array },
  { mean, deviation }: CodeScale,
): { readonly encoder: Float32Array; readonly decoder: Float32Array } {
  const latent = mean.length;
  const [out, outBias] = linearOf(encoder.layers[encoder.layers.length - 1]);
  const [into, intoBias] = linearOf(decoder.layers[0]);
  const e = weights.encoder.slice(),
    d = weights.decoder.slice();
  for (let k = 0; k < latent; k++) {
    for (let row = 0; row < out.rows; row++) e[out.at + row * out.columns + k] /= deviation[k];
    e[outBias.at + k] = (e[outBias.at + k] - mean[k]) / deviation[k];
    e[outBias.at + latent + k] -= 2 * Math.log(deviation[k]);
    for (let column = 0; column < into.columns; column++) {
      const at = into.at + k * into.columns + column;
      d[intoBias.at + column] += mean[k] * d[at];
      d[at] *= deviation[k];
    }
  }
  return { encoder: e, decoder: d };
}

function linearOf({ layer, parameters }: BoundLayer): BoundLayer['parameters'] {
  if (layer.kind !== 'linear' && !(layer.kind === 'convolution' && layer.size === 1))
    throw new RangeError(`${layer.kind} beside the codes (expected linear, or a 1 x 1 convolution)`);
  return parameters;
}
