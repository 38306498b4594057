import { beside, unconditional, type Condition } from '../../condition/index';
import type { Ask } from './objective';

// What networks on data of a domain say of x_0: alpha = cos(angle), sigma = sin(angle), sigma / alpha = e^logNoise (`net/image/batches.ts`).

/** alpha and sigma of a noise level. */
export function noiseAt(logNoise: number): { readonly alpha: number; readonly sigma: number } {
  const angle = Math.atan(Math.exp(logNoise));
  return { alpha: Math.cos(angle), sigma: Math.sin(angle) };
}

/** alpha x_0 + sigma epsilon, each row [n, numbers] at its own level. */
export function noised(x0: Float32Array, logNoise: Float32Array, epsilon: Float32Array): Float32Array {
  return mixed(x0, epsilon, logNoise);
}

/** E[x_0] of F at the rows [n, numbers] as the network sees them: alpha x + sigma F. */
export function readData(values: Float32Array, logNoise: Float32Array, F: Float32Array): Float32Array {
  return mixed(values, F, logNoise);
}

function mixed(a: Float32Array, b: Float32Array, logNoise: Float32Array): Float32Array {
  const out = new Float32Array(a.length);
  const numbers = a.length / logNoise.length;
  for (let i = 0; i < logNoise.length; i++) {
    const { alpha, sigma } = noiseAt(logNoise[i]);
    for (let j = i * numbers; j < (i + 1) * numbers; j++) out[j] = alpha * a[j] + sigma * b[j];
  }
  return out;
}

export const clipped = (values: Float32Array, [least, most]: readonly [number, number]): Float32Array =>
  values.map((v) => Math.min(most, Math.max(least, v)));

/**
 * E[x_0] of a network that stands still, with its guidance (D = D_c + w (D_c - D_none), Ho and Salimans 2022, eq. 6) and within the domain's range, as
 * the samplers ask it (`net/image/denoiser.ts`).
 */
export function guidedTeacher(teacher: Ask, guidance: number, range: readonly [number, number]): Ask {
  return (values, logNoise, condition: Condition) => {
    if (guidance === 0) return clipped(readData(values, logNoise, teacher(values, logNoise, condition)), range);
    const length = values.length;
    const twice = (from: Float32Array) => {
      const all = new Float32Array(2 * from.length);
      all.set(from);
      all.set(from, from.length);
      return all;
    };
    const F = teacher(twice(values), twice(logNoise), beside(condition, unconditional(condition)));
    const led = Float32Array.from({ length }, (_, j) => F[j] + guidance * (F[j] - F[length + j]));
    return clipped(readData(values, logNoise, led), range);
  };
}
