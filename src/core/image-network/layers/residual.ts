import type { Residual } from '../description';
import { said, sameShape } from '../shape';
import { uncounted, weightless, type LayerRecord, type Running } from './record';

/** Its operations and parameters are those of the layers it holds. */
export const residual: LayerRecord<Residual> = {
  shape({ inner }, shape, { expect, through }) {
    const end = through(inner, shape);
    expect(sameShape(end, shape), `inner layers that return it, not ${said(end)}`);
    return shape;
  },
  parameters: weightless,
  flops: uncounted,
  inner: ({ inner }) => inner,
  forward<T>(_: Residual, x: T, running: Running<T>) {
    const { ops, without } = running;
    if (without === 'inner') return { y: x, back: (dy: T) => dy };
    const list = running.inner();
    if (without === 'skip') return list;
    return { y: ops.add(x, list.y), back: (dy: T) => ops.add(dy, list.back(dy, true) as T) };
  },
  sketch: ({ name }) => ({ label: name }),
};
