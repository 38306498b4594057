/** Which pixels of a digit are missing, as text for a link, and the strokes that change it. */
import { digitPixels, digitSide } from '../../../src/core/data/digits';
import type { Spot } from '../kit/SheetPad';

/** `m` and one hexadecimal digit for four pixels, row by row from the top, 1 for what is missing. */
export type MaskCode = string & { readonly __mask: never };

const form = new RegExp(`^m[0-9a-f]{${digitPixels / 4}}$`);

/** @param missing for each pixel, row by row from the top */
export function encodeMask(missing: (i: number) => boolean): MaskCode {
  let code = 'm';
  for (let i = 0; i < digitPixels; i += 4) {
    let four = 0;
    for (let k = 0; k < 4; k++) four = 2 * four + (missing(i + k) ? 1 : 0);
    code += four.toString(16);
  }
  return code as MaskCode;
}

/** 1 for each pixel that is missing, 0 for each that is kept. */
export function missingOf(code: MaskCode): Uint8Array {
  return Uint8Array.from(
    { length: digitPixels },
    (_, i) => (parseInt(code[1 + Math.floor(i / 4)], 16) >> (3 - (i % 4))) & 1,
  );
}

/** How far from its path the brush reaches, in pixels. */
export const brush = 1.8;

/** The mask after one stroke more, from `a` to `b` in the unit square (y up): pixels whose middle the brush reaches go, or come back. */
export function brushed(code: MaskCode, [ax, ay]: Spot, [bx, by]: Spot, back = false): MaskCode {
  const was = missingOf(code);
  const [x0, y0] = [ax * digitSide, (1 - ay) * digitSide];
  const [dx, dy] = [(bx - ax) * digitSide, (ay - by) * digitSide];
  const length = dx * dx + dy * dy;
  return encodeMask((i) => {
    const [px, py] = [(i % digitSide) + 0.5 - x0, Math.floor(i / digitSide) + 0.5 - y0];
    const along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
    const near = (px - along * dx) ** 2 + (py - along * dy) ** 2 <= brush * brush;
    return near ? !back : was[i] === 1;
  });
}

const half = digitSide / 2;
/** Pixels that all but the middle leaves at each edge. */
const margin = 8;
const inMiddle = (v: number) => v >= margin && v < digitSide - margin;
const at = (missing: (x: number, y: number) => boolean): MaskCode =>
  encodeMask((i) => missing(i % digitSide, Math.floor(i / digitSide)));

/** Masks that need no brush. The last is outpainting. */
export const masks = {
  left: at((x) => x < half),
  right: at((x) => x >= half),
  upper: at((_, y) => y < half),
  lower: at((_, y) => y >= half),
  outside: at((x, y) => !(inMiddle(x) && inMiddle(y))),
  none: at(() => false),
} as const satisfies Readonly<Record<string, MaskCode>>;

export type MaskName = keyof typeof masks | 'painted';

/** A mask, or the name of one that needs no brush. Trusts nothing. Throws `Error` saying what a mask looks like. */
export function parseMask(value: unknown): MaskCode {
  if (typeof value === 'string' && Object.hasOwn(masks, value)) return masks[value as keyof typeof masks];
  if (typeof value !== 'string' || !form.test(value)) {
    const found = typeof value === 'string' ? `${value.length} characters` : typeof value;
    throw new Error(
      `a mask is ${found} (expected ${Object.keys(masks).join(', ')}, or m and ${digitPixels / 4} hexadecimal digits)`,
    );
  }
  return value as MaskCode;
}

export const maskName = (code: MaskCode): MaskName =>
  (Object.keys(masks) as (keyof typeof masks)[]).find((name) => masks[name] === code) ?? 'painted';
