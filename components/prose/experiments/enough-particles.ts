import { finish, judged, measurements, sampled } from '../../../src/core/inverse/experiment';
import { mean } from '../../../src/core/statistics/index';

const noise = 0.1;
const steps = 40;
const samples = 100;
const counts = [1, 2, 4, 8, 16] as const;
const seeds = Array.from({ length: 10 }, (_, i) => 150 + i);

/** Twisted SMC over ten measurements of a coordinate: with how many particles a sample its mean distance is at most twice that of true samples. */
export function run(): Promise<{ answer: number; finding: string }> {
  const benches = seeds.map((seed) => ({ seed, bench: judged(measurements.coordinate, noise, seed) }));
  const floor = mean(benches.map(({ bench }) => bench.floor(samples).distance));
  const found: { readonly particles: number; readonly distance: number }[] = [];
  for (const particles of counts) {
    const distance = mean(
      benches.map(
        ({ seed, bench: { truth, judge } }) =>
          judge(finish(sampled(truth, { method: 'twisted', steps, free: 1, particles, samples, seed }))).distance,
      ),
    );
    found.push({ particles, distance });
    if (distance <= 2 * floor) break;
  }
  const last = found[found.length - 1];
  const enough = last.distance <= 2 * floor ? last.particles : Infinity;
  return Promise.resolve({
    answer: enough === 1 ? 0 : enough <= 8 ? 1 : 2,
    finding: `Mean energy distance over ten measurements: ${found.map(({ particles, distance }) => `${distance.toFixed(3)} with ${particles}`).join(', ')}; as many true samples, ${floor.toFixed(3)}.`,
  });
}
