import { zeros, type Batch } from './batch';

/**
 * Seeded random numbers. Randomness is an argument everywhere in the book: the same seed gives the same figure.
 *
 * The generator is xoshiro128** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), period
 * 2^128 - 1, seeded by four outputs of a 32-bit SplitMix. It is nothing but 32-bit integer operations on `state`, so
 * that the WASM kernel, given the same four words, continues the same stream.
 */
export interface Random {
  /** The four 32-bit words of xoshiro128**. Live: it changes with every draw. */
  readonly state: Uint32Array;
  /** The next 32 random bits, an integer in [0, 2^32). */
  bits(): number;
  /** Uniform on [0, 1), a multiple of 2^-32: `bits() / 2^32`. */
  uniform(): number;
  /** Standard normal, by Box and Muller: two uniforms give two normals, cosine first, then sine. */
  normal(): number;
  /** Fills `out` with the next normals, the very numbers that as many calls of `normal()` give, in half the time, and returns it. */
  normals(out: Float64Array): Float64Array;
  /** Uniform on 0 … n - 1. Throws `RangeError` unless n is an integer in 1 … 2^32. */
  integer(n: number): number;
  /**
   * An independent generator named by `label`. It depends on the seed and the label alone, not on what was drawn
   * before, and draws nothing: adding a use of randomness never disturbs the others.
   */
  split(label: string | number): Random;
}

/** A generator from an integer seed (taken modulo 2^32). Throws `RangeError` for a seed that is no integer. */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed} (expected an integer)`);
  const key = seed >>> 0;
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) state[i] = splitmix(key, i + 1);
  const pair = new Float64Array(2); // the last two normals
  let spare = false; // whether the second is still to give

  const bits = (): number => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  };
  const uniform = (): number => bits() / 2 ** 32;
  const normal = (): number => {
    if (spare) {
      spare = false;
      return pair[1];
    }
    pair[0] = uniform();
    pair[1] = uniform();
    boxMuller(pair, 0, 2);
    spare = true;
    return pair[0];
  };

  return {
    state,
    bits,
    uniform,
    normal,
    normals(out) {
      let i = 0;
      if (spare && out.length > 0) out[i++] = normal();
      const pairs = out.length - ((out.length - i) % 2);
      // `bits`, with the four words in local integers.
      let [a, b, c, d] = [state[0] | 0, state[1] | 0, state[2] | 0, state[3] | 0];
      for (let j = i; j < pairs; j++) {
        out[j] = (Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0) / 2 ** 32;
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = rotate(d, 11);
      }
      state.set([a, b, c, d]);
      boxMuller(out, i, pairs);
      if (pairs < out.length) out[pairs] = normal();
      return out;
    },
    integer(n) {
      if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
        throw new RangeError(`integer(${n}) (expected n to be an integer from 1 to 2^32)`);
      }
      return Math.floor(uniform() * n);
    },
    split(label) {
      return random(splitmix(key ^ hash(String(label)), 5));
    },
  };
}

/** Fills `out` with standard normals and returns it. */
export function fillNormal(out: Float64Array, random: Random): Float64Array {
  return random.normals(out);
}

/** `n` rows of `dim` independent standard normals. */
export function normalBatch(n: number, dim: number, random: Random): Batch {
  const b = zeros(n, dim);
  fillNormal(b.data, random);
  return b;
}

/**
 * Pairs of uniforms u, v, from `from` up to `to`, become normals sqrt(-2 ln(1 - u)) cos and sin of 2 pi v, in place. The
 * angle is taken to the nearest quarter turn, and Taylor's series does the rest, at most pi / 4, for both at once: half the
 * time of two calls of Math, and no browser has its own last digit of a cosine here. Within 3e-15 of those calls.
 */
function boxMuller(z: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - z[i]));
    const turns = 4 * z[i + 1];
    const quarter = Math.floor(turns + 0.5); // 0 ... 4
    const a = (turns - quarter) * (Math.PI / 2);
    const b = -a * a;
    const sin =
      a +
      a *
        b *
        (1 / 6 +
          b *
            (1 / 120 +
              b * (1 / 5040 + b * (1 / 362880 + b * (1 / 39916800 + b * (1 / 6227020800 + b * (1 / 1307674368000)))))));
    const cos =
      1 +
      b *
        (1 / 2 +
          b *
            (1 / 24 +
              b *
                (1 / 720 +
                  b *
                    (1 / 40320 +
                      b * (1 / 3628800 + b * (1 / 479001600 + b * (1 / 87178291200 + b * (1 / 20922789888000))))))));
    const odd = quarter & 1; // after an odd number of quarter turns cosine and sine change places
    z[i + odd] = radius * cos * COSINE[quarter];
    z[i + 1 - odd] = radius * sin * SINE[quarter];
  }
}

/** Signs that cosine and sine of the rest have after as many quarter turns. */
const COSINE = Float64Array.of(1, 1, -1, -1, 1);
const SINE = Float64Array.of(1, -1, -1, 1, 1);

/** Output `i` of SplitMix with 32-bit words: a Weyl sequence through MurmurHash3's finaliser. */
function splitmix(seed: number, i: number): number {
  let z = (seed + Math.imul(i, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}
