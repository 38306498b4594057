import type { NoiseRatio } from './noise-ratio';
import { phi1, phi2, phi3 } from './phi';

/** What a solver takes for a constant, a line or a parabola along its step in lambda: E[x_0] (DPM-Solver++) or epsilon. */
export type Form = 'x0' | 'epsilon';

/**
 * How a step uses its inner points, as the authors' code names it: `dpmsolver`, the last difference alone, with the weight
 * of the papers' algorithms; `taylor`, all differences, with the weights that integrate a line and a parabola exactly. At
 * order 3 that alone would be of order 2 for any r2 but 2/3, as in that code; here the second inner point is moved so that it is
 * of order 3 for any (the family of Hochbruck and Ostermann 2010). At 2/3 it is the authors'.
 */
export type SolverType = 'dpmsolver' | 'taylor';
export const solverTypes: readonly SolverType[] = ['dpmsolver', 'taylor'];

/** Steps of order 1 to 3 from `y` at one noise level, into `out`, which may be `y`. */
export interface SingleStep {
  /** Asks for what is at the beginning of a step, and returns it. Evaluates once. */
  begin(level: number, time: number): Float64Array;
  /** Order 1: no further evaluation. To level 0 too. */
  first(level: number, next: number, out: Float64Array): void;
  /** Order 2, with an inner point at `r`: one more. */
  second(level: number, next: number, out: Float64Array, r?: number): void;
  /** Order 3, with inner points at `r1` and `r2`: two more, or one where `second` has just asked at `r1`. */
  third(level: number, next: number, out: Float64Array, r1?: number, r2?: number, asked?: boolean): void;
}

/**
 * The single-step solvers of Lu et al. 2022 (DPM-Solver, section 3.3) and 2022b (DPM-Solver++, appendix A) in one, in
 * x / alpha: with h the step in lambda and m0, m1, m2 at 0, r1, r2 of the way,
 *
 *   y <- e^-h y + phi1(h) m0 + phi2(h) D1 + phi3(h) D2         for m = E[x_0],
 *   y <- y + level_next (phi1(-h) m0 + phi2(-h) D1 + phi3(-h) D2)   for m = epsilon.
 */
export function singleStep(ratio: NoiseRatio, form: Form, type: SolverType): SingleStep {
  const { y, memory, denoise, timeOf } = ratio;
  const [D, m0, m1, m2, u] = [memory(), memory(), memory(), memory(), memory()];
  const plus = form === 'x0';
  const ask = (state: Float64Array, level: number, time: number, out: Float64Array): void => {
    denoise(state, time, D);
    for (let j = 0; j < out.length; j++) out[j] = plus ? D[j] : (state[j] - D[j]) / level;
  };
  /** The step with `a` and `b` as weights of m1 - m0 and m2 - m0. */
  const combine = (level: number, next: number, out: Float64Array, a: number, b: number): void => {
    const keep = plus ? next / level : 1;
    const towards = plus ? 1 - keep : next - level;
    for (let j = 0; j < out.length; j++) {
      let sum = keep * y[j] + towards * m0[j];
      if (a !== 0) sum += a * (m1[j] - m0[j]);
      if (b !== 0) sum += b * (m2[j] - m0[j]);
      out[j] = sum;
    }
  };
  const weight = (phi: (h: number) => number, h: number, next: number) => (plus ? phi(h) : next * phi(-h));
  const inner = (level: number, next: number, r: number, a: number, out: Float64Array): void => {
    const there = level * (next / level) ** r;
    combine(level, there, u, a, 0);
    ask(u, there, timeOf(there), out);
  };
  return {
    begin(level, time) {
      ask(y, level, time, m0);
      return m0;
    },
    first: (level, next, out) => combine(level, next, out, 0, 0),
    second(level, next, out, r = 1 / 2) {
      inner(level, next, r, 0, m1);
      const h = Math.log(level / next);
      combine(level, next, out, type === 'taylor' ? weight(phi2, h, next) / r : weight(phi1, h, next) / (2 * r), 0);
    },
    third(level, next, out, r1 = 1 / 3, r2 = 2 / 3, asked = false) {
      const h = Math.log(level / next);
      if (!asked) inner(level, next, r1, 0, m1);
      const at = (r: number) => weight(phi2, r * h, level * (next / level) ** r);
      // m1 stands on a point of order 1. Off r2 = 2/3 it has a weight of its own, and m2's point makes up for its error.
      const makesUp = type === 'taylor' ? (r2 * (3 * r2 - 2)) / (r1 * (2 - 3 * r1)) : 0;
      inner(level, next, r2, (r2 / r1) * at(r2) + makesUp * at(r1), m2);
      const line = weight(phi2, h, next);
      if (type === 'dpmsolver') return combine(level, next, out, 0, line / r2);
      // D1 = (r2 d1 - r1 d2) / (r2 - r1), D2 = 2 (d2 - d1) / (r2 - r1), with d_i = (m_i - m0) / r_i.
      const bend = 2 * weight(phi3, h, next);
      combine(level, next, out, (line * r2 - bend) / (r1 * (r2 - r1)), (bend - line * r1) / (r2 * (r2 - r1)));
    },
  };
}
