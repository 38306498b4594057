import { random } from '../../../src/core/random';

/** One Wiener path on [0, 1], known at 2^14 + 1 times and looked at in fewer, longer pieces. */
const finest = 2 ** 14;

/** The sum of the squares of a path's pieces as they get shorter. 0: it goes to zero, 1: it settles, 2: it grows without bound. */
export function run(seed = 61): Promise<{ answer: number; finding: string }> {
  const noise = random(seed);
  const w = new Float64Array(finest + 1);
  for (let i = 1; i <= finest; i++) w[i] = w[i - 1] + noise.normal() / Math.sqrt(finest);
  const counts = [64, 1024, finest];
  const sums = counts.map((pieces) => measure(w, pieces));
  const growth = sums[2].squares / sums[0].squares;
  return Promise.resolve({
    answer: growth < 0.5 ? 0 : growth < 2 ? 1 : 2,
    finding:
      `In ${counts.map((n) => n.toLocaleString('en-GB')).join(', ')} pieces the squares add up to ${sums.map((s) => s.squares.toFixed(3)).join(', ')}; ` +
      `the lengths themselves to ${sums.map((s) => s.lengths.toFixed(0)).join(', ')}.`,
  });
}

function measure(w: Float64Array, pieces: number): { readonly squares: number; readonly lengths: number } {
  const stride = finest / pieces;
  let [squares, lengths] = [0, 0];
  for (let i = stride; i <= finest; i += stride) {
    const piece = w[i] - w[i - stride];
    squares += piece * piece;
    lengths += Math.abs(piece);
  }
  return { squares, lengths };
}
