import { pixels, type PixelsOptions } from './pixels';

export interface MosaicOptions extends PixelsOptions {
  /** Pixels per edge of a tile, and tiles in a row. */
  readonly side: number;
  readonly across: number;
  /** Pixels of paper between tiles (0). */
  readonly gap?: number;
}

export interface Mosaic {
  readonly href: string;
  readonly width: number;
  readonly height: number;
}

/** Many small grey pictures as one: `tiles` holds side^2 values each, one tile after another. What no tile covers is paper. */
export function mosaic(
  tiles: ArrayLike<number>,
  { side, across, gap = 0, paper = -1, ink = 1 }: MosaicOptions,
): Mosaic {
  const count = tiles.length / (side * side);
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${tiles.length} values for tiles of ${side} x ${side} (expected whole tiles)`);
  const step = side + gap;
  const width = Math.min(across, count) * step - gap,
    height = Math.ceil(count / across) * step - gap;
  const values = new Float64Array(width * height).fill(paper);
  for (let i = 0; i < count; i += 1) {
    const left = (i % across) * step,
      top = Math.floor(i / across) * step;
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) values[(top + y) * width + left + x] = tiles[(i * side + y) * side + x];
    }
  }
  return { href: pixels(values, width, { paper, ink }), width, height };
}
