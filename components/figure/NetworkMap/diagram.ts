/** The U drawn to scale: heights are pixels per edge, widths are channels. Numbers in the diagram's own units. */
import type { Block, BlockMap } from '../../../src/core/image-network/blocks';
import { sideOf } from '../../../src/core/image-network/shape';

export interface Box {
  readonly block: Block;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The middle of its column, and the bars under it. */
  readonly middle: number;
}

export const size = { width: 960, height: 330 } as const;
/** Units per pixel of a picture's edge, and per channel. */
const perPixel = 4;
const perChannel = 1;
const top = 34;
const lower = 70;
/** Where the rows of bars begin, and the height of the greatest bar. */
export const bars = { parameters: 252, flops: 318, most: 40 } as const;

export interface Diagram {
  readonly boxes: readonly Box[];
  /** The input picture at the left. */
  readonly input: Pick<Box, 'x' | 'y' | 'width' | 'height' | 'middle'>;
  readonly skips: readonly { readonly path: string; readonly d: string; readonly x: number; readonly y: number }[];
  readonly column: number;
}

export function diagram({ blocks, skips }: BlockMap, side: number): Diagram {
  const column = size.width / (blocks.length + 1);
  const place = (i: number, edge: number, channels: number, depth: number) => {
    const width = Math.max(3, channels * perChannel),
      height = edge * perPixel;
    const middle = (i + 0.5) * column;
    return {
      x: middle - width / 2,
      y: top + (depth === 0 ? 56 - height / 2 : lower + 56 - height / 2),
      width,
      height,
      middle,
    };
  };
  const boxes = blocks.map((block, i) => {
    const edge = sideOf(block.to) ?? 0;
    return { block, ...place(i + 1, edge, block.to.channels, edge === 7 ? block.depth : 0) };
  });
  return {
    boxes,
    column,
    input: place(0, side, 1, 0),
    skips: skips.map(({ path, from, to }) => {
      const [a, b] = [boxes[from], boxes[to]];
      const y = top + 14;
      return { path, d: `M${a.middle},${a.y}V${y}H${b.middle}V${b.y}`, x: (a.middle + b.middle) / 2, y };
    }),
  };
}

/** Heights of the bars under the blocks, linear, the greatest `bars.most` high. */
export function heights(values: readonly number[]): readonly number[] {
  const most = Math.max(...values);
  return values.map((v) => (v / most) * bars.most);
}
