import type { Random } from '../random';

/**
 * Systematic resampling of groups of `particles` rows on end (Kitagawa 1996): row i is kept or copied about `particles` times its weight, never
 * more than 1 off. Done in a group whose effective number, 1 / sum of w^2, is below `limit` times its size; its weights are then alike.
 * `move` copies a row's state onto one that was dropped. Log-weights are up to a constant in a group. Throws `RangeError` where all are 0.
 */
export function resample(
  logWeights: Float64Array,
  particles: number,
  limit: number,
  random: Random,
  move: (from: number, to: number) => void,
): void {
  const w = new Float64Array(particles);
  const copies = new Int32Array(particles);
  for (let start = 0; start < logWeights.length; start += particles) {
    let most = -Infinity;
    for (let i = 0; i < particles; i++) most = Math.max(most, logWeights[start + i]);
    if (!Number.isFinite(most))
      throw new RangeError(`particles whose greatest log-weight is ${most} (expected a finite number)`);
    let sum = 0;
    for (let i = 0; i < particles; i++) sum += w[i] = Math.exp((logWeights[start + i] -= most));
    let squares = 0;
    for (let i = 0; i < particles; i++) squares += (w[i] /= sum) ** 2;
    if (!(1 / squares < limit * particles)) continue;
    const first = random.uniform();
    let [before, taken] = [0, 0];
    for (let i = 0; i < particles; i++) {
      before += w[i] * particles;
      const upTo = i === particles - 1 ? particles : Math.min(particles, Math.max(taken, Math.ceil(before - first)));
      copies[i] = upTo - taken;
      taken = upTo;
    }
    let giver = 0;
    for (let i = 0; i < particles; i++) {
      if (copies[i] > 0) continue;
      while (copies[giver] < 2) giver++;
      copies[giver] -= 1;
      move(start + giver, start + i);
    }
    logWeights.fill(0, start, start + particles);
  }
}
