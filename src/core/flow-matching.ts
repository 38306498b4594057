/**
 * Flow matching on the linear path x_t = (1 - t) x_0 + t epsilon (Lipman et al. 2023; Liu et al. 2023, eq. 1; their time runs the other
 * way): its conditional velocity is u = d x_t / dt = epsilon - x_0. The book's networks see x_t / r with r^2 = (1 - t)^2 + t^2, which has
 * length 1 where the data have, and answer v of those coordinates, v = ((1 - t) epsilon - t x_0) / r. Both are a line apart:
 *
 *   u = skip x_t + out v,   skip = (2 t - 1) / r^2,   out = 1 / r,
 *
 * so that the squared error of the velocity is `weight` = 1 / r^2 times that of v: flow matching is v-prediction on the flow schedule
 * with this weight. As d arctan(t / (1 - t)) = dt / r^2, it is also v-prediction with every angle of the noise equally likely, unweighted.
 */
export interface LinearPath {
  /** 1 - t and t over r: the unit vector at which the network sees x_0 and epsilon. */
  readonly alpha: number;
  readonly sigma: number;
  readonly r: number;
  readonly skip: number;
  readonly out: number;
  readonly weight: number;
}

/** @param t time, 0 at the data to 1 at the noise */
export function linearPath(t: number): LinearPath {
  const squared = (1 - t) * (1 - t) + t * t;
  const r = Math.sqrt(squared);
  return { alpha: (1 - t) / r, sigma: t / r, r, skip: (2 * t - 1) / squared, out: 1 / r, weight: 1 / squared };
}

/** How `skip`, `out` (and with it the scale 1 / r at which a network sees points) change with t. */
export function linearPathSlopes(t: number): { readonly skip: number; readonly out: number } {
  const squared = (1 - t) * (1 - t) + t * t;
  const lean = (2 * t - 1) / squared;
  return { skip: 2 / squared - 2 * lean * lean, out: -lean / Math.sqrt(squared) };
}
