/**
 * An ancestral step from noise level `sigma` to `next` in two parts: down to `down` without noise, then up again by
 * adding noise of deviation `up`, so that down^2 + up^2 = next^2. At eta = 1 `up` is the deviation of
 * q(x_next | x_sigma, x_0) (Ho et al. 2020, eq. 7, in the coordinates of `noise-ratio.ts`); at eta = 0 it is 0.
 */
export function ancestral(sigma: number, next: number, eta: number): { readonly down: number; readonly up: number } {
  const up = Math.min(next, eta * (next / sigma) * Math.sqrt(sigma * sigma - next * next));
  return { down: Math.sqrt(next * next - up * up), up };
}
