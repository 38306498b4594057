import type { Batch } from '../core/batch';
import type { Grid, GridShape } from './grid';

/**
 * Kernel density estimate of a 2-D cloud on a grid: a Gaussian of standard deviation `bandwidth` (data units) at
 * every point, cut at four bandwidths. Integrates to one over the plane.
 */
export function densityGrid(points: Batch, shape: GridShape, bandwidth: number): Grid {
  if (!(bandwidth > 0)) throw new RangeError(`density bandwidth is ${bandwidth} (expected a positive number)`);
  const { nx, ny, x, y } = shape;
  const { data, dim } = points;
  const values = new Float64Array(nx * ny);
  const [hx, hy] = [(x[1] - x[0]) / nx, (y[1] - y[0]) / ny];
  const n = data.length / dim;
  const peak = n > 0 ? 1 / (n * 2 * Math.PI * bandwidth * bandwidth) : 0;
  const reach = 4 * bandwidth;
  const clamp = (v: number, high: number) => Math.max(0, Math.min(high, v));
  for (let row = 0; row < n; row += 1) {
    const [cx, cy] = [data[row * dim], data[row * dim + 1]];
    if (!Number.isFinite(cx) || !Number.isFinite(cy)) continue;
    const i0 = clamp(Math.floor((cx - reach - x[0]) / hx), nx);
    const i1 = clamp(Math.ceil((cx + reach - x[0]) / hx), nx);
    const j0 = clamp(Math.floor((cy - reach - y[0]) / hy), ny);
    const j1 = clamp(Math.ceil((cy + reach - y[0]) / hy), ny);
    for (let j = j0; j < j1; j += 1) {
      const dy = (y[0] + (j + 0.5) * hy - cy) / bandwidth;
      const ey = peak * Math.exp(-0.5 * dy * dy);
      for (let i = i0; i < i1; i += 1) {
        const dx = (x[0] + (i + 0.5) * hx - cx) / bandwidth;
        values[j * nx + i] += ey * Math.exp(-0.5 * dx * dx);
      }
    }
  }
  return { ...shape, values };
}

/**
 * Levels whose contours hold the given shares of the mass on the grid (0.5 is the half that is densest).
 * Comparable between clouds of any height, unlike fixed levels.
 */
export function massLevels(grid: Grid, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(grid.values).sort().reverse();
  const total = sorted.reduce((sum, v) => sum + v, 0);
  return shares.map((share) => {
    let sum = 0;
    for (const value of sorted) {
      sum += value;
      if (sum >= share * total) return value;
    }
    return 0;
  });
}
