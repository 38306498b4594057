/** Strokes of a pen: each a flat list x0, y0, x1, y1, … in data units; one point makes a dot. */
export type Strokes = readonly (readonly number[])[];

export interface RasterOptions {
  /** Pixels per side (28). */
  readonly size?: number;
  /** Half the pen's width, in pixels (1.3, about a digit's pen). */
  readonly radius?: number;
  /** Value of empty paper (-1) and of full ink (1). */
  readonly paper?: number;
  readonly ink?: number;
}

/**
 * Strokes over the unit square (x to the right, y up, both in [0, 1]) as a square picture, row by row from the top,
 * with edges softened over one pixel: what the pen of the reader becomes for a network.
 */
export function raster(strokes: Strokes, options: RasterOptions = {}): Float64Array {
  const { size = 28, radius = 1.3, paper = -1, ink = 1 } = options;
  const shares = new Float64Array(size * size);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i += 2) {
      const j = i + 3 < stroke.length ? i + 2 : i;
      if (j === i && i > 0) continue;
      const a = [stroke[i] * size, (1 - stroke[i + 1]) * size] as const;
      const b = [stroke[j] * size, (1 - stroke[j + 1]) * size] as const;
      if ([...a, ...b].every(Number.isFinite)) inkSegment(shares, size, radius, a, b);
    }
  }
  return shares.map((share) => paper + (ink - paper) * share);
}

type Point = readonly [number, number];

/** Inks one segment: each pixel keeps the greatest coverage any segment gave it. */
function inkSegment(shares: Float64Array, size: number, radius: number, a: Point, b: Point): void {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const reach = radius + 1;
  const low = (k: 0 | 1) => Math.max(0, Math.floor(Math.min(a[k], b[k]) - reach));
  const high = (k: 0 | 1) => Math.min(size - 1, Math.ceil(Math.max(a[k], b[k]) + reach));
  for (let row = low(1); row <= high(1); row += 1) {
    for (let column = low(0); column <= high(0); column += 1) {
      const [px, py] = [column + 0.5 - a[0], row + 0.5 - a[1]];
      const along = squared > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / squared)) : 0;
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const share = Math.max(0, Math.min(1, radius + 0.5 - distance));
      const k = row * size + column;
      shares[k] = Math.max(shares[k], share);
    }
  }
}
