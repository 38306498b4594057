import { random } from '../../core/random';

/** What a step of a player is made of, all of it from the seed and the player's own count of steps: the same on every backend. */
export interface DiscriminatorDraws {
  /** Real points [n, 2], noise added. */
  readonly real: Float32Array;
  /** Latent codes [n, latent]. */
  readonly z: Float32Array;
  /** Noise for the fake points [n, 2]. */
  readonly noise: Float32Array | undefined;
  /** Places between fake (0) and real (1) points, [n, 2] with both columns the same. */
  readonly between: Float32Array | undefined;
}

export interface DrawOptions {
  readonly seed: number;
  readonly latent: number;
  readonly batchSize: number;
  readonly instanceNoise: number;
}

export function discriminatorDraws(
  pool: Float32Array,
  step: number,
  interpolate: boolean,
  options: DrawOptions,
): DiscriminatorDraws {
  const { seed, latent, batchSize, instanceNoise } = options;
  const draw = random(seed).split('discriminator').split(step);
  const real = rowsOf(pool, draw, batchSize);
  const z = normals(draw, latent * batchSize);
  let noise: Float32Array | undefined;
  if (instanceNoise > 0) {
    add(real, normals(draw, 2 * batchSize, instanceNoise));
    noise = normals(draw, 2 * batchSize, instanceNoise);
  }
  let between: Float32Array | undefined;
  if (interpolate) {
    between = new Float32Array(2 * batchSize);
    for (let i = 0; i < between.length; i += 2) between[i] = between[i + 1] = draw.uniform();
  }
  return { real, z, noise, between };
}

/** What a step of the generator is made of. Real points, noise added, only where `pool` is given: where the discriminator judges pairs. */
export interface GeneratorDraws extends Pick<DiscriminatorDraws, 'z' | 'noise'> {
  readonly real: Float32Array | undefined;
}

export function generatorDraws(
  step: number,
  { seed, latent, batchSize, instanceNoise }: DrawOptions,
  pool?: Float32Array,
): GeneratorDraws {
  const draw = random(seed).split('generator').split(step);
  const z = normals(draw, latent * batchSize);
  const noise = instanceNoise > 0 ? normals(draw, 2 * batchSize, instanceNoise) : undefined;
  const real = pool && rowsOf(pool, draw, batchSize);
  if (real && instanceNoise > 0) add(real, normals(draw, 2 * batchSize, instanceNoise));
  return { z, noise, real };
}

/** Rows of the pool, drawn evenly. */
function rowsOf(pool: Float32Array, draw: ReturnType<typeof random>, n: number): Float32Array {
  const rows = new Float32Array(2 * n);
  const points = pool.length / 2;
  for (let i = 0; i < n; i++) {
    const row = draw.integer(points);
    rows[2 * i] = pool[2 * row];
    rows[2 * i + 1] = pool[2 * row + 1];
  }
  return rows;
}

function add(x: Float32Array, more: Float32Array): void {
  for (let i = 0; i < x.length; i++) x[i] += more[i];
}

function normals(draw: ReturnType<typeof random>, n: number, scale = 1): Float32Array {
  const values = draw.normals(new Float64Array(n));
  if (scale !== 1) for (let i = 0; i < n; i++) values[i] *= scale;
  return Float32Array.from(values);
}
