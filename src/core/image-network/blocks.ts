import { inputShape, type Layer, type Network } from './description';
import { layerFlops } from './flops';
import { recordOf } from './layers/index';
import { bind, type BoundLayer } from './parameters';
import type { Shape } from './shape';
import { shapeAfter } from './shapes';

/** A stretch of a network that a diagram draws as one: a residual block, or the layers between two of them. */
export interface Block {
  /** `residual block`, `dense block`, or what layers in between do, as their sketches name it: `fold`, `unfold`, `layers`. */
  readonly name: string;
  /** The path of its last layer, as a pass tells it: what comes out there is the block's output. */
  readonly path: string;
  /** Levels of the U above it. */
  readonly depth: number;
  readonly from: Shape;
  readonly to: Shape;
  readonly parameters: number;
  /** Floating-point operations for one picture. */
  readonly flops: number;
}

/** A way around a lower level, from the output of one block to the sum after another, by their places in `blocks`. */
export interface SkipArrow {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

export interface BlockMap {
  readonly blocks: readonly Block[];
  readonly skips: readonly SkipArrow[];
}

/** The blocks of a network in the order in which they run, and the skips around its lower levels. Parameters and operations of the embedding are in none. */
export function blocksOf(network: Network): BlockMap {
  const blocks: Block[] = [];
  const skips: SkipArrow[] = [];
  const walk = (layers: readonly BoundLayer[], start: Shape, under: string, depth: number): Shape => {
    let shape = start;
    let open: { from: Shape; layers: BoundLayer[]; flops: number } | null = null;
    const close = (end: number) => {
      if (!open) return;
      const { from, layers: inside, flops } = open;
      blocks.push({
        name: doing(inside.map(({ layer }) => layer)),
        path: `${under}${end}`,
        depth,
        from,
        to: shape,
        flops,
        parameters: sum(inside),
      });
      open = null;
    };
    layers.forEach((bound, i) => {
      const { layer } = bound;
      if (layer.kind === 'residual') {
        close(i - 1);
        if (layer.inner.some((inner) => inner.kind === 'residual')) {
          const from = blocks.length - 1;
          walk(bound.inner, shape, `${under}${i}.`, depth + 1);
          skips.push({ path: `${under}${i}`, from, to: blocks.length - 1 });
        } else {
          blocks.push({
            name: recordOf(layer).sketch(layer).label,
            path: `${under}${i}`,
            depth,
            from: shape,
            to: shape,
            flops: layerFlops(layer, shape),
            parameters: sum([bound]),
          });
        }
      } else {
        open ??= { from: shape, layers: [], flops: 0 };
        open.layers.push(bound);
        open.flops += layerFlops(layer, shape);
        shape = shapeAfter(layer, shape);
      }
    });
    close(layers.length - 1);
    return shape;
  };
  walk(bind(network).layers, inputShape(network), '', 0);
  return { blocks, skips };
}

function sum(layers: readonly BoundLayer[]): number {
  return layers.reduce(
    (all, { parameters, inner }) =>
      all + parameters.reduce((n, { rows, columns }) => n + rows * columns, 0) + sum(inner),
    0,
  );
}

function doing(layers: readonly Layer[]): string {
  return layers.map((layer) => recordOf(layer).sketch(layer)).find(({ names }) => names)?.label ?? 'layers';
}
