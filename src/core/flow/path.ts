import type { Schedule } from '../schedule/schedule';

/**
 * A stochastic interpolant at one time, x_t = alpha x_0 + beta x_1 + gamma z with z standard normal (Albergo et al. 2023, section 2; their x_0
 * is our x_1). gamma is given by its square and the rate of that, 2 gamma gamma', which is finite where gamma' is not.
 */
export interface Interpolation {
  readonly alpha: number;
  readonly beta: number;
  /** gamma^2 */
  readonly variance: number;
  readonly dAlpha: number;
  readonly dBeta: number;
  /** d gamma^2 / dt = 2 gamma gamma' */
  readonly dVariance: number;
  /** gamma', which may be infinite where gamma = 0. */
  readonly dGamma: number;
}

/** A way from one cloud, at t = 0, to another, at t = 1. As everywhere in the book the data are at t = 0. */
export interface InterpolantPath {
  readonly name: string;
  /** `t` is clamped to [0, 1]. */
  readonly at: (t: number) => Interpolation;
}

export interface PathOptions {
  /**
   * alpha and beta: `linear`, 1 - t and t; `trigonometric`, cos and sin of pi t / 2; `encoding-decoding`, cos^2 of pi t, alpha in the first
   * half and beta in the second, so that every path forgets where it began (Albergo et al. 2023, section 4; needs noise at t = 1/2).
   */
  readonly mean?: 'linear' | 'trigonometric' | 'encoding-decoding';
  /**
   * gamma: `none`; `constant`, scale (both ends are blurred: Tong et al. 2024); `brownian`, scale sqrt(t (1 - t)), the Brownian bridge; `quadratic`,
   * scale t (1 - t); `sine`, scale sin^2 of pi t.
   */
  readonly noise?: 'none' | 'constant' | 'brownian' | 'quadratic' | 'sine';
  /** Size of gamma, in data units. */
  readonly scale?: number;
  /** Multiplies alpha and beta by sqrt(1 - gamma^2): with `trigonometric`, clouds of unit variance keep it. gamma must be below 1. */
  readonly keepVariance?: boolean;
}

/** The interpolants of the literature. Throws `RangeError` for a scale below 0, and for one at which variance cannot be kept. */
export function interpolantPath({
  mean = 'linear',
  noise = 'none',
  scale = 1,
  keepVariance = false,
}: PathOptions = {}): InterpolantPath {
  if (!(scale >= 0 && scale < Infinity)) throw new RangeError(`noise of scale ${scale} (expected 0 or more)`);
  const most = noise === 'none' ? 0 : noise === 'brownian' ? scale / 2 : noise === 'quadratic' ? scale / 4 : scale;
  if (keepVariance && most >= 1)
    throw new RangeError(`noise of ${most} in a path that keeps its variance (expected below 1)`);
  if (mean === 'encoding-decoding' && !(most > 0))
    throw new RangeError('an encoding-decoding path without noise (expected noise to decode from)');
  return {
    name: noise === 'none' ? mean : `${mean}, ${noise} noise`,
    at(t) {
      const held = Math.min(Math.max(t, 0), 1);
      const between = means[mean](held);
      const [gamma, dGamma, dSquare] = noises[noise](held);
      const variance = (scale * gamma) ** 2;
      const dVariance = scale * scale * dSquare;
      const noisy = { variance, dVariance, dGamma: scale === 0 ? 0 : scale * dGamma };
      if (!keepVariance) return { ...between, ...noisy };
      const left = Math.sqrt(1 - variance);
      const rate = -dVariance / (2 * left);
      return {
        alpha: left * between.alpha,
        beta: left * between.beta,
        dAlpha: left * between.dAlpha + rate * between.alpha,
        dBeta: left * between.dBeta + rate * between.beta,
        ...noisy,
      };
    },
  };
}

/**
 * The path of a schedule, one-sided (Albergo et al. 2023, section 3): gamma = sigma, z is epsilon, and there is no other cloud (beta = 0). sigma sigma' is
 * taken as f sigma^2 + g^2 / 2 where sigma = 0 has an infinite slope.
 */
export function schedulePath(schedule: Schedule): InterpolantPath {
  return {
    name: schedule.name,
    at(t) {
      const [sigma, dSigma] = [schedule.sigma(t), schedule.dSigma(t)];
      const rate = Number.isFinite(dSigma)
        ? sigma * dSigma
        : schedule.drift(t) * sigma * sigma + schedule.diffusion(t) ** 2 / 2;
      return {
        alpha: schedule.alpha(t),
        beta: 0,
        variance: sigma * sigma,
        dAlpha: schedule.dAlpha(t),
        dBeta: 0,
        dVariance: 2 * rate,
        dGamma: dSigma,
      };
    },
  };
}

type Means = Pick<Interpolation, 'alpha' | 'beta' | 'dAlpha' | 'dBeta'>;

const means: Record<NonNullable<PathOptions['mean']>, (t: number) => Means> = {
  linear: (t) => ({ alpha: 1 - t, beta: t, dAlpha: -1, dBeta: 1 }),
  trigonometric(t) {
    // At the ends to the last digit: the cosine of a right angle is not 0 in doubles.
    const [alpha, beta] =
      t === 0 ? [1, 0] : t === 1 ? [0, 1] : [Math.cos((Math.PI / 2) * t), Math.sin((Math.PI / 2) * t)];
    return { alpha, beta, dAlpha: (-Math.PI / 2) * beta, dBeta: (Math.PI / 2) * alpha };
  },
  'encoding-decoding'(t) {
    const [value, rate] = [Math.cos(Math.PI * t) ** 2, -Math.PI * Math.sin(2 * Math.PI * t)];
    return t < 0.5
      ? { alpha: value, beta: 0, dAlpha: rate, dBeta: 0 }
      : { alpha: 0, beta: value, dAlpha: 0, dBeta: rate };
  },
};

/** gamma at scale 1, its rate, and the rate of its square. */
const noises: Record<NonNullable<PathOptions['noise']>, (t: number) => readonly [number, number, number]> = {
  none: () => [0, 0, 0],
  constant: () => [1, 0, 0],
  brownian(t) {
    const gamma = Math.sqrt(t * (1 - t));
    return [gamma, (1 - 2 * t) / (2 * gamma), 1 - 2 * t];
  },
  quadratic: (t) => [t * (1 - t), 1 - 2 * t, 2 * t * (1 - t) * (1 - 2 * t)],
  sine(t) {
    const s = t === 1 ? 0 : Math.sin(Math.PI * t);
    const rate = 2 * Math.PI * s * Math.cos(Math.PI * t);
    return [s * s, rate, 2 * s * s * rate];
  },
};
