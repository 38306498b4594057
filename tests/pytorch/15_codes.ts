import { inPlane, linear, spherical } from '../../src/core/interpolate';
import { tangentOf } from '../../src/core/tangent';

const numbers = (n: number, step: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(step * (i + 1)));
const [inner, outer] = [numbers(24, 1.7), numbers(96, 2.3)];

/** The twin's generator and its Jacobian's columns, by hand. */
function generator(z: ArrayLike<number>): { readonly x: Float64Array; readonly columns: Float64Array } {
  const hidden = Float64Array.from({ length: 8 }, (_, i) =>
    Math.tanh([0, 1, 2].reduce((sum, j) => sum + inner[3 * i + j] * z[j], 0)),
  );
  const x = Float64Array.from({ length: 12 }, (_, k) => hidden.reduce((sum, h, i) => sum + outer[8 * k + i] * h, 0));
  const columns = Float64Array.from({ length: 36 }, (_, at) =>
    hidden.reduce((sum, h, i) => sum + outer[8 * (at % 12) + i] * (1 - h * h) * inner[3 * i + Math.floor(at / 12)], 0),
  );
  return { x, columns };
}

/** The same search by the gradient written out, and the share along the surface by `tangentOf`. */
export function expected(): object {
  const noise = numbers(12, 0.9);
  const picture = generator([0.4, -0.2, 0.3]).x.map((v, i) => v + 0.1 * noise[i]);
  let code = new Float64Array(3);
  for (let step = 0; step < 4000; step++) {
    const { x, columns } = generator(code);
    code = code.map((v, j) => v + 0.02 * picture.reduce((sum, p, k) => sum + (p - x[k]) * columns[12 * j + k], 0));
  }
  const { x, columns } = generator(code);
  const missed = picture.map((v, i) => v - x[i]);
  const tangent = tangentOf({ data: columns, dim: 12 });
  const [a, b] = [numbers(5, 1.1), numbers(5, 0.6).map((v) => 2 * v)];
  return {
    linear: [0, 0.25, 1].map((t) => Array.from(linear(a, b, t))),
    spherical: [0, 0.25, 1].map((t) => Array.from(spherical(a, b, t))),
    plane: Array.from(inPlane(a, b, numbers(5, 2.9), 0.5, -1.5)),
    code: Array.from(code),
    error: missed.reduce((sum, v) => sum + v * v, 0),
    'missed along the surface': tangent.share(missed),
    'anything along the surface': tangent.share(numbers(12, 3.1)),
  };
}

export const tolerance = 1e-6;
