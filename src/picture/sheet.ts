import { pixels } from './pixels';

const side = 28;

/** Pictures of 28 x 28 side by side, `across` of them in each of `down` rows, as one: grey levels 0 paper, 255 ink; missing ones are paper. */
export function sheet(pictures: ArrayLike<number>, across: number, down: number): string {
  const values = new Uint8Array(across * down * side * side);
  const n = Math.min(across * down, Math.floor(pictures.length / (side * side)));
  for (let i = 0; i < n; i++) {
    const left = (i % across) * side,
      top = Math.floor(i / across) * side;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) values[(top + y) * across * side + left + x] = pictures[(i * side + y) * side + x];
    }
  }
  return pixels(values, across * side, { paper: 0, ink: 255 });
}
