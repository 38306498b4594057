import type { Parameter } from '../parameter';
import { places } from '../shape';
import { affine } from './affine';
import type { Running, Step } from './record';

/** x (1 + a) + b, channel by channel, with [a, b] = e W + c of the embedding e. Gathers the gradient at e. */
export function modulated<T>(x: T, running: Running<T>, [w, c]: readonly Parameter[]): Step<T> {
  const { ops, shape } = running;
  const e = running.embedding();
  const pixels = places(shape);
  const map = affine(ops, e.y, w, c);
  return {
    y: ops.film(x, map.y, pixels),
    back(dy) {
      const { dx, dab } = ops.filmBack(x, map.y, dy, pixels);
      e.gather(map.back(dab, true) as T);
      return dx;
    },
  };
}
