/**
 * Codes as an encoder puts them out, and the two terms that they bring into the loss. Rows [n, 2 latent]: means, then ln of variances. A code that is a
 * small picture has a row for each of its places.
 */

/** Codes of pictures: [n, numbers of a code] each, place by place. */
export interface Codes {
  readonly means: Float32Array;
  readonly deviations: Float32Array;
}

/** Drawn codes [n, latent] = mean + e^(lnVariance / 2) noise (Kingma and Welling 2014, section 2.4); the means where `noise` is absent. */
export function codesFrom(out: Float32Array, latent: number, noise?: ArrayLike<number>): Float32Array {
  const n = out.length / (2 * latent);
  const codes = new Float32Array(n * latent);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < latent; k++) {
      const at = i * latent + k;
      const mean = out[2 * i * latent + k];
      codes[at] = noise ? mean + Math.exp(out[(2 * i + 1) * latent + k] / 2) * noise[at] : mean;
    }
  }
  return codes;
}

/** Divergence of each row's normal from the standard one, in nats: sum of (mean^2 + variance - 1 - ln variance) / 2 (appendix B there). */
export function divergences(out: Float32Array, latent: number): Float64Array {
  return Float64Array.from({ length: out.length / (2 * latent) }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < latent; k++) {
      const mean = out[2 * i * latent + k],
        lnVariance = out[(2 * i + 1) * latent + k];
      sum += (mean * mean + Math.exp(lnVariance) - 1 - lnVariance) / 2;
    }
    return sum;
  });
}

/**
 * The mean over pictures of each of a code's `numbers`' divergence from the standard normal, in nats: how much each says of a picture; the sum is the
 * rate. One that says next to nothing has collapsed (Bowman et al. 2016).
 */
export function ratesByNumber({ means, deviations }: Codes, numbers: number): Float64Array {
  const rates = new Float64Array(numbers);
  const n = means.length / numbers;
  means.forEach((mean, i) => {
    const variance = deviations[i] ** 2;
    rates[i % numbers] += (mean * mean + variance - 1 - Math.log(variance)) / (2 * n);
  });
  return rates;
}

/** The gradient at the encoder's output: that at the codes carried through the draw, plus `weight` times the divergence's. */
export function encoderGradient(
  out: Float32Array,
  latent: number,
  { atCodes, noise, weight }: { atCodes: Float32Array; noise?: ArrayLike<number> | undefined; weight: number },
): Float32Array {
  const gradient = new Float32Array(out.length);
  for (let i = 0; i < out.length / (2 * latent); i++) {
    for (let k = 0; k < latent; k++) {
      const at = i * latent + k,
        m = 2 * i * latent + k,
        v = (2 * i + 1) * latent + k;
      gradient[m] = atCodes[at] + weight * out[m];
      gradient[v] =
        (noise ? (atCodes[at] * noise[at] * Math.exp(out[v] / 2)) / 2 : 0) + (weight * (Math.exp(out[v]) - 1)) / 2;
    }
  }
  return gradient;
}
