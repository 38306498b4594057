import { places } from '../../../core/image-network/shape';
import { inputShape } from '../../../core/image-network/description';
import type { BoundLayer, BoundNetwork } from '../../../core/image-network/parameters';
import type { Parameter } from '../../../core/image-network/parameter';

/**
 * Weights for a network that is another one grown: layer by layer the same, with more words, longer captions and a wider picture. What both have is taken from
 * `from`; rows that are new (words, places in a caption) keep their start; places of the wider picture begin as those of the narrower one, once for each time that
 * it fits beside itself. Throws `RangeError` where the two are not alike.
 */
export function adopted(
  to: BoundNetwork,
  start: Float32Array,
  from: BoundNetwork,
  weights: Float32Array,
): Float32Array {
  const out = start.slice();
  if (to.parameters.length !== from.parameters.length)
    throw new RangeError(
      `${to.network.name} has ${to.parameters.length} parameters (expected ${from.parameters.length})`,
    );
  const wide = inputShape(to.network),
    narrow = inputShape(from.network);
  const picture = new Set(
    to.layers.filter(isPositions).flatMap(({ parameters }) => parameters.map(({ index }) => index)),
  );
  to.parameters.forEach((parameter, i) => {
    const own = from.parameters[i];
    if (parameter.columns !== own.columns || parameter.rows < own.rows)
      throw new RangeError(`parameter ${i} is ${size(parameter)} (expected ${size(own)}, or more rows)`);
    const tiled = picture.has(parameter.index) && parameter.rows !== own.rows;
    const rowOf = tiled ? tiling(wide.extent, narrow.extent) : (row: number) => row;
    const rows = tiled ? places(wide) : own.rows;
    for (let row = 0; row < rows; row++) {
      const at = own.at + rowOf(row) * own.columns;
      out.set(weights.subarray(at, at + own.columns), parameter.at + row * own.columns);
    }
  });
  return out;
}

const size = ({ rows, columns }: Parameter) => `${rows} x ${columns}`;

const isPositions = ({ layer }: BoundLayer): boolean => layer.kind === 'positions';

/** Place of the wider picture to the place of the narrower one under it. */
function tiling(wide: readonly number[], narrow: readonly number[]): (row: number) => number {
  const [height, width] = narrow;
  if (wide[0] !== height || wide[1] % width !== 0)
    throw new RangeError(
      `a picture of ${wide.join(' x ')} (expected ${height} places high, a multiple of ${width} wide)`,
    );
  return (row) => Math.floor(row / wide[1]) * width + ((row % wide[1]) % width);
}
