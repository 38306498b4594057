import { zeros } from '../batch';
import { glyphs } from './glyphs';
import type { Target } from './target';

/** What can be written: the capital letters and the digits. */
export const letters = [...Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i)), ...'0123456789'];

/** Half the width of the pen, in the glyph's own units (a capital is 4 high). */
const PEN = 0.22;

/**
 * A capital letter or a digit in filled strokes: a point evenly along the pen's path, then evenly within the pen's
 * round tip. Moved to zero mean and scaled so that its wider axis has standard deviation 1.25, by exact moments.
 * Throws `RangeError` for a character that is not in `letters`.
 */
export function letter(character: string): Target {
  if (!letters.includes(character)) {
    throw new RangeError(`letter is ${JSON.stringify(character.slice(0, 8))} (expected one of A to Z or 0 to 9)`);
  }
  const segments = glyphs[character].flatMap((path) =>
    Array.from({ length: path.length / 2 - 1 }, (_, i) => path.slice(2 * i, 2 * i + 4)),
  );
  const lengths = segments.map(([ax, ay, bx, by]) => Math.hypot(bx - ax, by - ay));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const moments = [0, 1].map((axis) => {
    let mean = 0;
    let square = 0;
    segments.forEach((segment, k) => {
      const a = segment[axis];
      const b = segment[axis + 2];
      mean += ((a + b) / 2) * (lengths[k] / total);
      square += ((a * a + a * b + b * b) / 3) * (lengths[k] / total);
    });
    return { mean, variance: square - mean * mean + (PEN * PEN) / 4 };
  });
  const scale = 1.25 / Math.sqrt(Math.max(...moments.map((moment) => moment.variance)));

  return {
    name: 'letter',
    sample(n, random) {
      const out = zeros(n, 2);
      for (let i = 0; i < n; i++) {
        let left = random.uniform() * total;
        let k = 0;
        while (k < segments.length - 1 && left >= lengths[k]) left -= lengths[k++];
        const along = left / lengths[k];
        const radius = PEN * Math.sqrt(random.uniform());
        const angle = 2 * Math.PI * random.uniform();
        const [ax, ay, bx, by] = segments[k];
        out.data[2 * i] = scale * (ax + along * (bx - ax) + radius * Math.cos(angle) - moments[0].mean);
        out.data[2 * i + 1] = scale * (ay + along * (by - ay) + radius * Math.sin(angle) - moments[1].mean);
      }
      return out;
    },
  };
}
