/**
 * The one contract for a noise schedule, in the book's one notation:
 *
 *   x_t = alpha(t) x_0 + sigma(t) epsilon,   t in [0, 1], 0 is data, 1 is noise.
 *
 * logSnr(t) = 2 ln(alpha / sigma) falls as t grows. EDM's sigma is `sigma / alpha`.
 * Other conventions (beta_i, alpha-bar_i, VE's sigma) convert at the door: `discrete.ts`.
 */
export interface Schedule {
  /** Name in the registry, as in links: `cosine`. */
  readonly name: string;
  /** Signal rate alpha(t). */
  readonly alpha: (t: number) => number;
  /** Noise rate sigma(t). */
  readonly sigma: (t: number) => number;
  /** d alpha / dt. */
  readonly dAlpha: (t: number) => number;
  /** d sigma / dt. */
  readonly dSigma: (t: number) => number;
  /** 2 ln(alpha / sigma): +Infinity where sigma = 0, -Infinity where alpha = 0. */
  readonly logSnr: (t: number) => number;
  /** The t with this logSnr, clamped to [0, 1]: the inverse of `logSnr`. */
  readonly timeOfLogSnr: (logSnr: number) => number;
  /** f(t) of dx = f(t) x dt + g(t) dw: alpha' / alpha. Song et al. 2021 (score SDE), section 3. */
  readonly drift: (t: number) => number;
  /** g(t) of the same SDE: g^2 = d(sigma^2)/dt - 2 f sigma^2 (Kingma et al. 2021). */
  readonly diffusion: (t: number) => number;
}

/** A control point of a drawn schedule: time in [0, 1] and log-SNR there. */
export type Knot = readonly [t: number, logSnr: number];

/**
 * A schedule as plain data: what a link, a control and a message to the worker carry.
 * `betaMin` and `betaMax` are rates of the continuous view (beta(t) = T beta_i at T = 1000: 0.1 and 20 for DDPM).
 */
export type ScheduleSpec =
  | { readonly kind: 'linear'; readonly betaMin: number; readonly betaMax: number }
  | { readonly kind: 'scaled-linear'; readonly betaMin: number; readonly betaMax: number }
  | { readonly kind: 'cosine'; readonly s: number }
  | { readonly kind: 'sigmoid'; readonly start: number; readonly end: number; readonly tau: number }
  | { readonly kind: 'drawn'; readonly knots: readonly Knot[] }
  | { readonly kind: 'sub-vp'; readonly betaMin: number; readonly betaMax: number }
  /** alpha = 1 in both: `sigmaMin` and `sigmaMax` in data units. */
  | { readonly kind: 've'; readonly sigmaMin: number; readonly sigmaMax: number }
  | { readonly kind: 'edm'; readonly sigmaMin: number; readonly sigmaMax: number; readonly rho: number }
  | { readonly kind: 'flow' }
  /** Made of another schedule: no signal left at t = 1; the noise of a larger picture. */
  | { readonly kind: 'zero-terminal-snr'; readonly base: ScheduleSpec }
  | { readonly kind: 'shifted'; readonly base: ScheduleSpec; readonly reference: number; readonly size: number };
