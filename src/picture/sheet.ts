import { digitPixels, digitSide } from '../core/data/digits';
import { mosaic } from './mosaic';

/** Digits side by side, `across` of them in each of `down` rows, as one picture: grey levels 0 paper, 255 ink; missing ones are paper. */
export function sheet(pictures: ArrayLike<number>, across: number, down: number): string {
  const whole = Math.min(across * down, Math.floor(pictures.length / digitPixels)) * digitPixels;
  const tiles = Uint8Array.from({ length: across * down * digitPixels }, (_, i) => (i < whole ? pictures[i] : 0));
  return mosaic(tiles, { side: digitSide, across, paper: 0, ink: 255 }).href;
}

/** Frames about the digits of a sheet that are marked, as a path. */
export function sheetFrames(marked: readonly boolean[], across: number): string {
  const edge = digitSide - 3;
  return marked
    .map((framed, i) =>
      framed
        ? `M${(i % across) * digitSide + 1.5},${Math.floor(i / across) * digitSide + 1.5}h${edge}v${edge}h${-edge}z`
        : '',
    )
    .join('');
}
