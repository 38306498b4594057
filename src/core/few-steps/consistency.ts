import { normalCdf } from '../normal';

/**
 * The parts of consistency models in EDM's terms, levels sigma = sigma(t) / alpha(t) and x = x_0 + sigma epsilon, as their papers and their authors' code
 * have them. The book's networks, which predict v, are consistency functions without them: f = alpha x - sigma F is x at no noise.
 */
export interface Scalings {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
}

/** f = skip x + out F(in x) that is x at the level `least`: Song et al. 2023, appendix C. With `least` 0, Karras et al. 2022, table 1. */
export function boundaryScalings(level: number, { data = 0.5, least = 0.002 } = {}): Scalings {
  const total = level * level + data * data;
  return {
    skip: data ** 2 / ((level - least) ** 2 + data ** 2),
    out: ((level - least) * data) / Math.sqrt(total),
    in: 1 / Math.sqrt(total),
  };
}

/** `n` levels from `most` to `least`, equal in level^(1 / rho), falling: Karras et al. 2022, eq. 5. Throws `RangeError` for fewer than two. */
export function karrasLevels(n: number, { least = 0.002, most = 80, rho = 7 } = {}): Float64Array {
  if (!Number.isInteger(n) || n < 2) throw new RangeError(`${n} levels (expected an integer, at least 2)`);
  const [begin, end] = [most ** (1 / rho), least ** (1 / rho)];
  return Float64Array.from({ length: n }, (_, i) => (begin + (i / (n - 1)) * (end - begin)) ** rho);
}

/** Levels at step `k` of `total`, from `first` to about `last` (Song et al. 2023, appendix C: N(k)), as many as there are times. */
export function levelsAt(k: number, { total, first, last }: LevelPlan): number {
  const squared = (k / total) * ((last + 1) ** 2 - first ** 2) + first ** 2;
  return Math.max(Math.ceil(Math.sqrt(squared) - 1), 1) + 1;
}

/** From how many levels to how many, over how many steps. */
export interface LevelPlan {
  readonly total: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The decay of the average that gives the targets (Song et al. 2023, appendix C: mu(k)): `start` where `now` is `first`, nearer to 1 with more levels.
 * `now` is N(k) in the paper; the authors' code has N(k) - 1, the number of intervals.
 */
export function targetDecay(start: number, first: number, now: number): number {
  return Math.exp((first * Math.log(start)) / now);
}

/**
 * Steps that a pupil of progressive distillation takes at training step `k`: halved every `each`, twice as long at two steps and for good at one, as in
 * the consistency models' code (Salimans and Ho 2022 train the last phases longer too).
 */
export function halvedSteps(k: number, { first, each }: { readonly first: number; readonly each: number }): number {
  const toTwo = Math.log2(first) - 1;
  const stage = Math.floor(k / each);
  if (stage < toTwo) return first / 2 ** stage;
  return stage < toTwo + 2 ? Math.min(2, first) : 1;
}

/** Weightings over levels in the authors' code: of the squared error of f at a level, data of deviation `data`. */
export type LevelWeighting = 'uniform' | 'snr' | 'snr+1' | 'truncated-snr' | 'karras';

export function levelWeight(kind: LevelWeighting, level: number, data = 0.5): number {
  const snr = level ** -2;
  switch (kind) {
    case 'uniform':
      return 1;
    case 'snr':
      return snr;
    case 'snr+1':
      return snr + 1;
    case 'truncated-snr':
      return Math.max(snr, 1);
    case 'karras':
      return snr + data ** -2;
  }
}

/** Doubling levels: Song and Dhariwal 2024, eq. 9 and section 3.4: N(k) = min(first 2^floor(k / K'), last) + 1. */
export function doublingLevels(k: number, { total, first, last }: LevelPlan): number {
  const stage = Math.floor(total / (Math.log2(Math.floor(last / first)) + 1));
  return Math.min(first * 2 ** Math.floor(k / stage), last) + 1;
}

/**
 * How often each interval of rising levels is trained: a discretised lognormal (Song and Dhariwal 2024, eq. 10), shares that sum to 1, one fewer than
 * levels.
 */
export function lognormalShares(levels: ArrayLike<number>, { mean = -1.1, deviation = 2 } = {}): Float64Array {
  const below = Float64Array.from(levels, (level) => normalCdf((Math.log(level) - mean) / deviation));
  const shares = Float64Array.from({ length: levels.length - 1 }, (_, i) => below[i + 1] - below[i]);
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

/** The first index whose cumulated share exceeds u in [0, 1). */
export function shareAt(shares: ArrayLike<number>, u: number): number {
  let sum = 0;
  for (let i = 0; i < shares.length - 1; i++) {
    sum += shares[i];
    if (sum > u) return i;
  }
  return shares.length - 1;
}

/** c of the pseudo-Huber distance for data of `dim` numbers: Song and Dhariwal 2024, section 3.3. */
export function huberConstant(dim: number): number {
  return 0.00054 * Math.sqrt(dim);
}
