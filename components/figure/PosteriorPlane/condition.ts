/** Where the measured value puts x when there is no noise. */
import { pseudoInverse } from '../../../src/core/inverse/operator';
import { batch } from '../../../src/core/batch';
import { planeOperator } from '../../../src/core/inverse/spec';
import { specOf, valueOf, type PlaneSettings } from './state';

export type Shape =
  | { readonly kind: 'point'; readonly at: readonly [x: number, y: number] }
  | {
      readonly kind: 'curve';
      readonly points: readonly (readonly [x: number, y: number])[];
      /** Of a circle. */
      readonly centre?: readonly [x: number, y: number];
    };

/** Longer than the picture. */
const reach = 10;

/** The set H(x) = y: a line, a circle, or one point. */
export function condition(s: PlaneSettings): Shape {
  const spec = specOf(s);
  const y = valueOf(s);
  if (spec.kind === 'ring') {
    const turn = (k: number) => (2 * Math.PI * k) / 96;
    return {
      kind: 'curve',
      centre: [spec.x, spec.y],
      points: Array.from({ length: 97 }, (_, k) => [
        spec.x + y[0] * Math.cos(turn(k)),
        spec.y + y[0] * Math.sin(turn(k)),
      ]),
    };
  }
  const operator = planeOperator(spec);
  const [px, py] = pseudoInverse(operator, batch(y, operator.rows)).data;
  if (operator.rows === 2) return { kind: 'point', at: [px, py] };
  const [nx, ny] = operator.adjoint(batch([1], 1)).data;
  const length = Math.hypot(nx, ny);
  return {
    kind: 'curve',
    points: [-reach, reach].map((by) => [px - (by * ny) / length, py + (by * nx) / length]),
  };
}
