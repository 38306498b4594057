import { finish, judged, measurements, sampled } from '../../../src/core/inverse/experiment';
import { mean } from '../../../src/core/statistics/index';

const noise = 0.4;
const steps = 100;
const samples = 150;
const seeds = Array.from({ length: 10 }, (_, i) => 150 + i);

/** DPS with its step of 0.1 and with one of 0.4, over ten measurements of a coordinate: how far off the measured value, in its noise. */
export function run(): Promise<{ answer: number; finding: string }> {
  const benches = seeds.map((seed) => ({ seed, bench: judged(measurements.coordinate, noise, seed) }));
  const off = (free: number) =>
    mean(
      benches.map(
        ({ seed, bench: { truth, judge } }) =>
          judge(finish(sampled(truth, { method: 'dps', steps, free, particles: 1, samples, seed }))).residual,
      ),
    );
  const [short, long] = [0.1, 0.4].map(off);
  const truth = mean(benches.map(({ bench }) => bench.floor(samples).residual));
  return Promise.resolve({
    answer: long > 1.3 ? 1 : long > 0.7 ? 0 : 2,
    finding: `Over ten measurements, DPS is ${short.toFixed(2)} noises off with a step of 0.1 and ${long.toFixed(2)} with 0.4; as many true samples are ${truth.toFixed(2)} off.`,
  });
}
