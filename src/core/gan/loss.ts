import type { GanLoss } from './settings';

/**
 * What the two players minimise, as functions of the discriminator's output x = D(·) before any sigmoid. Every term is one curve of a
 * line in x,
 *
 *   factor curve(sign x + offset),
 *
 * so that a backend needs four curves and their slopes to play every game. Means over a batch are taken outside.
 */
export const curves = ['softplus', 'half-square', 'ramp', 'line'] as const;
/** `softplus`: ln(1 + e^u); `half-square`: u^2 / 2; `ramp`: max(0, u); `line`: u. */
export type Curve = (typeof curves)[number];

export interface LossTerm {
  readonly curve: Curve;
  readonly factor: number;
  readonly sign: 1 | -1;
  readonly offset: number;
}

export interface LossTerms {
  /** Of the discriminator's loss, which is the sum of both: at real points and at fake ones. */
  readonly real: LossTerm;
  readonly fake: LossTerm;
  /** The generator's loss, at fake points. */
  readonly generator: LossTerm;
}

const term = (curve: Curve, sign: 1 | -1, offset = 0, factor = 1): LossTerm => ({ curve, factor, sign, offset });

/** -ln sigmoid(x) = softplus(-x) at real points and -ln(1 - sigmoid(x)) = softplus(x) at fake ones. */
const crossEntropy = { real: term('softplus', -1), fake: term('softplus', 1) };

/**
 * Goodfellow et al. 2014, equation 1 (`saturating`: the generator minimises ln(1 - sigmoid(x))) and section 3 (`non-saturating`: it minimises
 * -ln sigmoid(x)); Mao et al. 2017 with labels 0 and 1, the generator's 1; Lim and Ye 2017; Arjovsky et al. 2017.
 */
export const lossTerms: Readonly<Record<GanLoss, LossTerms>> = {
  'non-saturating': { ...crossEntropy, generator: term('softplus', -1) },
  saturating: { ...crossEntropy, generator: term('softplus', 1, 0, -1) },
  'least-squares': {
    real: term('half-square', 1, -1),
    fake: term('half-square', 1),
    generator: term('half-square', 1, -1),
  },
  hinge: { real: term('ramp', -1, 1), fake: term('ramp', 1, 1), generator: term('line', -1) },
  wasserstein: { real: term('line', -1), fake: term('line', 1), generator: term('line', -1) },
};

/** The term at x. */
export function lossValue({ curve, factor, sign, offset }: LossTerm, x: number): number {
  return factor * curveAt(curve, sign * x + offset);
}

/** Its derivative at x. */
export function lossSlope({ curve, factor, sign, offset }: LossTerm, x: number): number {
  return factor * sign * curveSlope(curve, sign * x + offset);
}

function curveAt(curve: Curve, u: number): number {
  switch (curve) {
    case 'softplus':
      return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
    case 'half-square':
      return (u * u) / 2;
    case 'ramp':
      return Math.max(0, u);
    case 'line':
      return u;
  }
}

function curveSlope(curve: Curve, u: number): number {
  switch (curve) {
    case 'softplus':
      return u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
    case 'half-square':
      return u;
    case 'ramp':
      return u > 0 ? 1 : 0;
    case 'line':
      return 1;
  }
}

/** Penalties on the length r of the discriminator's gradient at a point, each with its weight. */
export const penalties = ['one-centred', 'zero-centred'] as const;
/** `one-centred`: weight (r - 1)^2 (Gulrajani et al. 2017, equation 3); `zero-centred`: weight r^2 / 2 (R1; Mescheder et al. 2018, equation 9). */
export type PenaltyKind = (typeof penalties)[number];

/** The penalty at a gradient of squared length `squared`. */
export function penaltyValue(kind: PenaltyKind, weight: number, squared: number): number {
  return kind === 'zero-centred' ? (weight * squared) / 2 : weight * (Math.sqrt(squared) - 1) ** 2;
}

/** c in dP / dg = c g, for g the gradient. Where g = 0 the one-centred penalty has no derivative; 0 is taken. */
export function penaltySlope(kind: PenaltyKind, weight: number, squared: number): number {
  if (kind === 'zero-centred') return weight;
  return squared > 0 ? 2 * weight * (1 - 1 / Math.sqrt(squared)) : 0;
}
