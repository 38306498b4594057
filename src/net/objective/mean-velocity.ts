import { knowsSpan } from '../../core/network';
import type { Jumper } from '../../core/few-steps/jumps';
import { linearPath } from '../../core/flow-matching';
import { checkFlow } from './flow-matching';
import type { Evaluator, ObjectiveSettings, Points } from './objective';

/**
 * The mean velocity of a flow on the linear path as a network answers it that predicts v and is told the `span` t - s of a jump: u = skip x_t + out F
 * (`core/flow-matching.ts`), the network being shown x_t / r. With no span it is the velocity, and its denoiser that of flow matching.
 */
export function meanVelocity({ t }: Points, x: Float32Array, F: Float32Array): Float32Array {
  const dim = x.length / t.length;
  return x.map((value, j) => {
    const { skip, out } = linearPath(t[Math.floor(j / dim)]);
    return skip * value + out * F[j];
  });
}

/** Points as the network sees them, of x [n, dim] at length r. */
export function shown(x: Float32Array, t: Float32Array, span: Float32Array): Points {
  const dim = x.length / t.length;
  return { x: x.map((value, j) => value * linearPath(t[Math.floor(j / dim)]).out), t, span };
}

/** Asks the network for its mean velocity at x [n, dim]. */
export function askMeanVelocity(
  network: Evaluator,
  x: Float32Array,
  t: Float32Array,
  span: Float32Array,
): Float32Array {
  const points = shown(x, t, span);
  return meanVelocity(points, x, network.forward(points));
}

/** A network as what `jumps` are made with. */
export function networkJumper(network: Evaluator): Jumper {
  return {
    meanVelocity(x, t, s, out) {
      const n = x.data.length / x.dim;
      const rows = (value: number) => new Float32Array(n).fill(value);
      out.data.set(askMeanVelocity(network, Float32Array.from(x.data), rows(t), rows(t - s)));
      return out;
    },
  };
}

/** Throws `RangeError` unless a network predicts v on the flow schedule and is told of a second time. */
export function checkSpan(name: string, settings: ObjectiveSettings): void {
  checkFlow(name, settings);
  const { time = 'all' } = settings.network;
  if (!knowsSpan(time)) throw new RangeError(`${name} with a network that is told ${time} of time (expected span)`);
}
