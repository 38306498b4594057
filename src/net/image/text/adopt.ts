import { inputShape } from '../../../core/image-network/description';
import type { BoundLayer, BoundNetwork } from '../../../core/image-network/parameters';
import type { Parameter } from '../../../core/image-network/parameter';

/**
 * Weights for a network that is another one grown: layer by layer the same, with more words, longer captions and a wider picture. What both have is taken from
 * `from`; rows that are new (words, places in a caption) keep their start; places of the wider picture begin as those of the narrower one, once for each time that
 * it fits beside itself. A block with a parameter of another size, as one that sees the whole picture has, starts anew: as nothing, where its last layer starts at
 * zero. Throws `RangeError` where the two are not alike.
 */
export function adopted(
  to: BoundNetwork,
  start: Float32Array,
  from: BoundNetwork,
  weights: Float32Array,
): Float32Array {
  if (to.parameters.length !== from.parameters.length)
    throw new RangeError(
      `the ${to.network.name} has ${to.parameters.length} parameters (expected ${from.parameters.length})`,
    );
  const out = start.slice();
  const copy = (parameter: Parameter, own: Parameter, rowOf: (row: number) => number, rows: number) => {
    for (let row = 0; row < rows; row++) {
      const at = own.at + rowOf(row) * own.columns;
      out.set(weights.subarray(at, at + own.columns), parameter.at + row * own.columns);
    }
  };
  const take = (a: readonly Parameter[], b: readonly Parameter[]) =>
    a.forEach((parameter, i) => copy(parameter, b[i], (row) => row, b[i].rows));
  take(to.embedding, from.embedding);
  to.context.forEach((layer, i) => take(all(layer), all(from.context[i])));
  const tiled = tiling(inputShape(to.network).extent, inputShape(from.network).extent);
  to.layers.forEach((layer, i) => {
    const own = from.layers[i];
    const [a, b] = [all(layer), all(own)];
    if (layer.layer.kind === 'positions') copy(a[0], b[0], tiled, a[0].rows);
    else if (a.every((parameter, k) => parameter.rows === b[k].rows && parameter.columns === b[k].columns)) take(a, b);
  });
  return out;
}

const all = ({ parameters, inner }: BoundLayer): readonly Parameter[] => [...parameters, ...inner.flatMap(all)];

/** Place of the wider picture to the place of the narrower one under it. */
function tiling(wide: readonly number[], [height, width]: readonly number[]): (row: number) => number {
  if (wide[0] !== height || wide[1] % width !== 0)
    throw new RangeError(
      `a picture of ${wide.join(' x ')} (expected ${height} places high, a multiple of ${width} wide)`,
    );
  return (row) => Math.floor(row / wide[1]) * width + ((row % wide[1]) % width);
}
