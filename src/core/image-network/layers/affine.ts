import type { Ops } from '../ops';
import type { Parameter, ParameterShape, Start } from '../parameter';
import type { Step } from './record';

/** Weights [from, to] and a bias [to]. */
export function affineParameters(from: number, to: number, start: Start): readonly ParameterShape[] {
  return [
    { rows: from, columns: to, start, fanIn: from, matrix: true },
    { rows: 1, columns: to, start, fanIn: from, matrix: false },
  ];
}

/** y = x W + b, row by row. */
export function affine<T>(ops: Ops<T>, x: T, w: Parameter, b: Parameter): Step<T> {
  return {
    y: ops.linear(x, w, b),
    back(dy, wantsInput) {
      ops.linearWeights(x, dy, w, b);
      return wantsInput ? ops.linearInput(dy, w) : undefined;
    },
  };
}
