import type { Kernel } from '../../kernel/kernel';
import { gradientByX, inputsAlong, timeAlong, timeRows } from '../features';
import type { TimeInput } from '../../core/network';
import type { Evaluator, Points } from '../objective/objective';
import { inputCount } from '../shape';

/** The network in a kernel as it can be asked. `kernel` is asked for at each call: it may have been given back, or be in a step. */
export function kernelEvaluator(kernel: () => Kernel, which: 'raw' | 'ema', dim: number, told?: TimeInput): Evaluator {
  const region = which === 'ema' ? 'ema' : 'weights';
  const inputs = inputCount(dim);

  /** Runs `work` on parts of the points that fit the kernel's memory, their features made. */
  const inParts = (points: Points, most: number, work: (on: Kernel, from: number, n: number) => void): void => {
    const on = kernel();
    const time = timeRows(points, told);
    for (let from = 0; from < points.t.length; from += most) {
      const n = Math.min(most, points.t.length - from);
      on.stageRows(points.x, from, n, time);
      work(on, from, n);
    }
  };

  return {
    forward(points) {
      const out = new Float32Array(points.x.length);
      inParts(points, kernel().capacity, (on, from, n) => {
        on.exports.predict(on.model, on.get(region), n);
        out.set(on.floats('output', n * dim), from * dim);
      });
      return out;
    },
    tangent(points, along) {
      const value = new Float32Array(points.x.length);
      const tangent = new Float32Array(points.x.length);
      const time = timeAlong(points, along, told);
      inParts(points, kernel().get('batch'), (on, from, n) => {
        on.exports.forward(on.model, on.get(region), n);
        const moved = inputsAlong(
          on.floats('features', n * inputs),
          along.x.subarray(from * dim, (from + n) * dim),
          time?.subarray(from * (inputs - 5 * dim), (from + n) * (inputs - 5 * dim)),
          dim,
        );
        on.floats('packLeft', n * inputs).set(moved);
        on.exports.tangent(on.model, on.get(region), n);
        value.set(on.floats('output', n * dim), from * dim);
        tangent.set(on.floats('target', n * dim), from * dim);
      });
      return { value, tangent };
    },
    inputGradient(points, cotangent) {
      const out = new Float32Array(points.x.length);
      inParts(points, kernel().get('batch'), (on, from, n) => {
        on.exports.forward(on.model, on.get(region), n);
        on.floats('output', n * dim).set(cotangent.subarray(from * dim, (from + n) * dim));
        on.exports.inputGradient(on.model, on.get(region), n);
        out.set(gradientByX(on.floats('features', n * inputs), on.floats('packLeft', n * inputs), dim), from * dim);
      });
      return out;
    },
  };
}
