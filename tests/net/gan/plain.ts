import { lossTerms, lossValue, penaltyValue, type LossTerm, type PenaltyKind } from '../../../src/core/gan/loss';
import type { Player } from '../../../src/core/gan/networks';
import type { Parameter } from '../../../src/core/image-network/parameters';
import type { Activation } from '../../../src/core/image-network/description';
import type { DiscriminatorDraws } from '../../../src/net/gan/draws';
import type { MlpLayer } from '../../../src/net/gan/mlp';
import type { GanTrainerSettings } from '../../../src/net/gan/trainer';

// The game in plain loops and double precision, from its definitions: the value of each loss, no gradients but D's at its input.

const phi: Readonly<Record<Activation, readonly [(z: number) => number, (z: number) => number]>> = {
  silu: [
    (z) => z / (1 + Math.exp(-z)),
    (z) => {
      const s = 1 / (1 + Math.exp(-z));
      return s * (1 + z * (1 - s));
    },
  ],
  relu: [(z) => Math.max(0, z), (z) => (z > 0 ? 1 : 0)],
  leaky: [(z) => Math.max(z, 0.2 * z), (z) => (z > 0 ? 1 : 0.2)],
};

/** u and v of each matrix of D, held fixed. */
export interface Vectors {
  readonly u: readonly Float64Array[];
  readonly v: readonly Float64Array[];
}

export function plainVectors(weights: Float64Array, layers: readonly MlpLayer[], start: ArrayLike<number>): Vectors {
  let at = 0;
  const found = layers.map(({ weights: w }) => {
    const from = Array.from({ length: w.columns }, () => start[at++]);
    const v = unit(
      Float64Array.from({ length: w.rows }, (_, i) =>
        from.reduce((sum, x, j) => sum + x * weights[w.at + i * w.columns + j], 0),
      ),
    );
    const u = unit(
      Float64Array.from({ length: w.columns }, (_, j) =>
        v.reduce((sum, x, i) => sum + x * weights[w.at + i * w.columns + j], 0),
      ),
    );
    return { u, v };
  });
  return { u: found.map(({ u }) => u), v: found.map(({ v }) => v) };
}

/** W / sigma with sigma = v W u, or W. */
function normalised(weights: Float64Array, layers: readonly MlpLayer[], vectors: Vectors | undefined): Float64Array {
  if (!vectors) return weights;
  const out = weights.slice();
  layers.forEach(({ weights: w }, l) => {
    let sigma = 0;
    for (let i = 0; i < w.rows; i++)
      for (let j = 0; j < w.columns; j++)
        sigma += vectors.v[l][i] * weights[w.at + i * w.columns + j] * vectors.u[l][j];
    for (let k = w.at; k < w.at + w.rows * w.columns; k++) out[k] /= sigma;
  });
  return out;
}

export function plainForward(
  weights: Float64Array,
  layers: readonly MlpLayer[],
  x: readonly number[],
): { readonly y: readonly number[]; readonly sums: readonly (readonly number[])[] } {
  let y = x;
  const sums = layers.map(({ weights: w, bias, activation }) => {
    const z = Array.from({ length: w.columns }, (_, j) =>
      y.reduce((sum, value, i) => sum + value * weights[w.at + i * w.columns + j], weights[bias.at + j]),
    );
    y = activation ? z.map(phi[activation][0]) : z;
    return z;
  });
  return { y, sums };
}

/** grad_x D(x). */
export function plainSlope(
  weights: Float64Array,
  layers: readonly MlpLayer[],
  x: readonly number[],
): readonly number[] {
  const { sums } = plainForward(weights, layers, x);
  let d: readonly number[] = [1];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { weights: w, activation } = layers[l];
    const e: readonly number[] = activation ? d.map((value, j) => value * phi[activation][1](sums[l][j])) : d;
    d = Array.from({ length: w.rows }, (_, i) =>
      e.reduce((sum, value, j) => sum + value * weights[w.at + i * w.columns + j], 0),
    );
  }
  return d;
}

export function plainPenalty(
  weights: Float64Array,
  layers: readonly MlpLayer[],
  x: readonly (readonly number[])[],
  kind: PenaltyKind,
  weight: number,
): number {
  const values = x.map((point) =>
    penaltyValue(
      kind,
      weight,
      plainSlope(weights, layers, point).reduce((sum, g) => sum + g * g, 0),
    ),
  );
  return values.reduce((sum, value) => sum + value, 0) / x.length;
}

export function rows(values: ArrayLike<number>, columns: number): readonly (readonly number[])[] {
  return Array.from({ length: values.length / columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i * columns + j]),
  );
}

export interface PlainGame {
  readonly settings: GanTrainerSettings;
  readonly layers: Readonly<Record<Player, readonly MlpLayer[]>>;
  readonly vectors: Vectors | undefined;
}

/** A player's loss, penalties included. */
export function plainLoss(
  { settings, layers, vectors }: PlainGame,
  weights: Readonly<Record<Player, Float64Array>>,
  player: Player,
  draws: { readonly [K in keyof DiscriminatorDraws]?: DiscriminatorDraws[K] | undefined } & Pick<
    DiscriminatorDraws,
    'z' | 'noise'
  >,
): number {
  const terms = lossTerms[settings.loss];
  const D = normalised(weights.discriminator, layers.discriminator, vectors);
  const made = rows(draws.z, settings.networks.latent).map(
    (z) => plainForward(weights.generator, layers.generator, z).y,
  );
  const fake = draws.noise ? made.map((x, i) => x.map((value, d) => value + draws.noise![2 * i + d])) : made;
  const mean = (term: LossTerm, x: readonly (readonly number[])[]) =>
    x.reduce((sum, point) => sum + lossValue(term, plainForward(D, layers.discriminator, point).y[0]), 0) / x.length;
  const real = rows(draws.real ?? [], 2);
  const output = (point: readonly number[]) => plainForward(D, layers.discriminator, point).y[0];
  const pairs = (term: LossTerm, sign: 1 | -1) =>
    real.reduce((sum, point, i) => sum + lossValue(term, sign * (output(point) - output(fake[i]))), 0) / real.length;
  if (player === 'generator') return settings.relativistic ? pairs(terms.generator, -1) : mean(terms.generator, fake);
  let loss = settings.relativistic ? pairs(terms.real, 1) : mean(terms.real, real) + mean(terms.fake, fake);
  if (settings.gradientPenalty > 0) {
    const between = fake.map((x, i) => x.map((value, d) => value + draws.between![2 * i + d] * (real[i][d] - value)));
    loss += plainPenalty(D, layers.discriminator, between, 'one-centred', settings.gradientPenalty);
  }
  if (settings.r2 > 0) loss += plainPenalty(D, layers.discriminator, fake, 'zero-centred', settings.r2);
  if (settings.r1 > 0) loss += plainPenalty(D, layers.discriminator, real, 'zero-centred', settings.r1);
  return loss;
}

export function parametersOf(layers: readonly MlpLayer[]): readonly Parameter[] {
  return layers.flatMap(({ weights, bias }) => [weights, bias]);
}

function unit(x: Float64Array): Float64Array {
  const length = Math.hypot(...x);
  return x.map((value) => value / length);
}
