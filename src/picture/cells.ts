/** Small maps of signed numbers: squares whose strength is the size of the number, full ones above zero and smaller ones below, as few paths. */
import { px } from './round';

export interface CellsOptions {
  /** Numbers in a row. */
  readonly across: number;
  /** Upper left corner (0, 0) and edge of a square. */
  readonly x?: number;
  readonly y?: number;
  readonly size: number;
  /** The size of a number that is drawn in full (the greatest there is). */
  readonly most?: number;
  /** Steps of strength (6). */
  readonly levels?: number;
}

export interface Cells {
  readonly sign: 1 | -1;
  /** 0 to 1. */
  readonly strength: number;
  readonly d: string;
}

/** Share of a square's edge that is left free on either side where the number is below zero. */
const belowZero = 0.15;

/**
 * Values row by row from the top. A number below half a step of strength, and what is no number, is paper. Throws `RangeError` where rows are not whole.
 */
export function cells(values: ArrayLike<number>, options: CellsOptions): readonly Cells[] {
  const { across, x = 0, y = 0, size, levels = 6 } = options;
  if (!Number.isInteger(across) || across < 1 || values.length % across !== 0)
    throw new RangeError(`${values.length} numbers, ${across} a row (expected whole rows)`);
  const most = options.most ?? largest(values);
  const paths = new Map<number, string>();
  for (let i = 0; i < values.length; i++) {
    const level = Math.round(levels * Math.max(-1, Math.min(1, values[i] / most)));
    if (!level) continue;
    // Colour is not the only sign.
    const inset = level > 0 ? 0 : size * belowZero;
    const edge = size - 2 * inset;
    const [left, top] = [x + (i % across) * size + inset, y + Math.floor(i / across) * size + inset];
    paths.set(level, `${paths.get(level) ?? ''}M${px(left)},${px(top)}h${px(edge)}v${px(edge)}h${px(-edge)}z`);
  }
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([level, d]) => ({ sign: level > 0 ? 1 : -1, strength: Math.abs(level) / levels, d }));
}

/** The greatest size of a number; 1 where all are zero. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > most) most = Math.abs(values[i]);
  return most || 1;
}
