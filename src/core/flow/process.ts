import { count, zeros } from '../batch';
import type { Process } from '../process/sde';
import type { Interpolant } from './interpolant';

export interface InterpolantProcessOptions {
  /** epsilon, a number or a function of t, 0 or more: noise of variance 2 epsilon comes in a unit of time. In squared data units over time. */
  readonly epsilon: number | ((t: number) => number);
  /** `forward`: from the data at t = 0 to the other cloud at t = 1, with dt > 0; `backward`: the other way, with dt < 0. */
  readonly direction: 'forward' | 'backward';
}

/**
 * The SDEs that have the marginals of an interpolant (Albergo et al. 2023, section 2),
 *
 *   forward: dx = (u + epsilon score) dt + sqrt(2 epsilon) dw,   backward: dx = (u - epsilon score) dt + sqrt(2 epsilon) dw,
 *
 * for any epsilon; 0 is the ODE. With the coupling of the Schrödinger bridge, Brownian noise of scale sigma and epsilon = sigma^2 / 2 they are the bridge,
 * and with the flow of a schedule and epsilon = lambda^2 g^2 / 2 backward is `reverse` (`process/sde.ts`). Steps: `eulerMaruyamaStep`, from `from` to `until` of
 * the interpolant. Throws `RangeError` for an epsilon below 0.
 */
export function interpolantProcess(flow: Interpolant, { epsilon, direction }: InterpolantProcessOptions): Process {
  const at = (t: number): number => {
    const value = typeof epsilon === 'number' ? epsilon : epsilon(t);
    if (!(value >= 0)) throw new RangeError(`a process with epsilon ${value} at t = ${t} (expected 0 or more)`);
    return value;
  };
  if (typeof epsilon === 'number') at(0);
  const sign = direction === 'forward' ? 1 : -1;
  let score = zeros(0, 1);
  return {
    drift(x, t, out) {
      const pull = sign * at(t);
      flow.velocity(x, t, out);
      if (pull === 0) return out;
      if (score.data.length !== x.data.length || score.dim !== x.dim) score = zeros(count(x), x.dim);
      flow.score(x, t, score);
      for (let i = 0; i < out.data.length; i++) out.data[i] += pull * score.data[i];
      return out;
    },
    diffusion: (t) => Math.sqrt(2 * at(t)),
  };
}
