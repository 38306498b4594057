import type { Random } from '../random';

/** How a picture is drawn badly. Lengths in pixels. */
export interface BadDrawing {
  /** Root mean square of each coordinate of the warp, and how far it reaches: the deviation of the Gaussian that smooths it. */
  readonly warp: number;
  readonly reach: number;
  /** The same of the hand's tremble, which is finer. */
  readonly jitter: number;
  readonly tremble: number;
  /** Deviations of the angle by which it is turned, in radians, and of its shear. */
  readonly turn: number;
  readonly shear: number;
}

export const badDrawing: BadDrawing = { warp: 1.6, reach: 5, jitter: 0.6, tremble: 1.2, turn: 0.15, shear: 0.15 };

/**
 * A picture as somebody draws it who cannot draw: turned, sheared, and warped by two random fields of displacements, a smooth one and a fine one, each
 * white noise smoothed by a Gaussian (elastic distortion: Simard, Steinkraus and Platt 2003, section 2). Read at the displaced places between the pixels, bilinear;
 * `paper` beyond the edge.
 */
export function drawnBadly(
  picture: ArrayLike<number>,
  side: number,
  draw: Random,
  how: BadDrawing = badDrawing,
  paper = 0,
): Float64Array {
  if (picture.length !== side * side)
    throw new RangeError(`a picture of ${picture.length} pixels (expected ${side * side}, ${side} a side)`);
  const fields = (['x', 'y'] as const).map((axis) => {
    const coarse = field(side, how.warp, how.reach, draw.split(`warp ${axis}`));
    const fine = field(side, how.jitter, how.tremble, draw.split(`jitter ${axis}`));
    return coarse.map((v, i) => v + fine[i]);
  });
  const hand = draw.split('hand');
  const angle = how.turn * hand.normal(),
    shear = how.shear * hand.normal();
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const middle = (side - 1) / 2;
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= side || y >= side ? paper : picture[y * side + x]);
  return Float64Array.from({ length: side * side }, (_, i) => {
    const u = (i % side) - middle,
      v = Math.floor(i / side) - middle;
    const w = u + shear * v;
    const x = middle + c * w - s * v + fields[0][i],
      y = middle + s * w + c * v + fields[1][i];
    const left = Math.floor(x),
      top = Math.floor(y);
    const right = x - left,
      down = y - top;
    return (
      (1 - down) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
      down * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1))
    );
  });
}

/** White noise smoothed by a Gaussian of this deviation, brought to this root mean square. */
function field(side: number, size: number, reach: number, draw: Random): Float64Array {
  const white = Float64Array.from({ length: side * side }, () => draw.normal());
  const kernel = Array.from({ length: side }, (_, d) => Math.exp(-(d * d) / (2 * reach * reach)));
  const blurred = (from: Float64Array, step: number) =>
    from.map((_, i) => {
      const along = Math.floor(i / step) % side;
      let sum = 0;
      for (let k = 0; k < side; k++) sum += kernel[Math.abs(k - along)] * from[i + (k - along) * step];
      return sum;
    });
  const smooth = blurred(blurred(white, 1), side);
  const rms = Math.sqrt(smooth.reduce((sum, v) => sum + v * v, 0) / smooth.length);
  return smooth.map((v) => (size * v) / rms);
}
