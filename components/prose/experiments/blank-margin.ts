import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';

const corner = 3;

/** Root mean square of DDIM's codes of ten digits in the four corners of 3 x 3 pixels. 0: about 1, 1: about a half, 2: a quarter or less; the nearest. */
export async function run(
  invert: typeof liveAsks.invertDdim = liveAsks.invertDdim,
): Promise<{ answer: number; finding: string }> {
  let [corners, cornered, middle, middled] = [0, 0, 0, 0];
  for (const { pixels, label } of sampleDigits().filter((_, i) => i % 2 === 0)) {
    const { runs } = await invert({ picture: fromGrey(pixels), label, evaluations: [50] });
    runs[0].latent.forEach((v, i) => {
      const [row, column] = [Math.floor(i / 28), i % 28].map((at) => Math.min(at, 27 - at));
      if (row < corner && column < corner) {
        corners += v * v;
        cornered += 1;
      } else if (row >= 7 && column >= 7) {
        middle += v * v;
        middled += 1;
      }
    });
  }
  const [outer, inner] = [Math.sqrt(corners / cornered), Math.sqrt(middle / middled)];
  return {
    answer: outer > 0.75 ? 0 : outer > 0.375 ? 1 : 2,
    finding: `Over ten digits the code’s root mean square is ${outer.toFixed(2)} in the corners and ${inner.toFixed(2)} in the middle half.`,
  };
}
