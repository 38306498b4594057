import { finish, judged, measurements, sampled } from '../../../src/core/inverse/experiment';
import { mean } from '../../../src/core/statistics/index';

const noise = 0.4;
const steps = 100;
const samples = 150;
const seeds = Array.from({ length: 10 }, (_, i) => 150 + i);

/** DPS with steps of 0.1, 0.4 and 0.8, over ten measurements of a coordinate: how far off the measured value, in its noise, and how far from the truth. */
export function run(): Promise<{ answer: number; finding: string }> {
  const benches = seeds.map((seed) => ({ seed, bench: judged(measurements.coordinate, noise, seed) }));
  const [short, long, longest] = [0.1, 0.4, 0.8].map((free) => {
    const found = benches.map(({ seed, bench: { truth, judge } }) =>
      judge(finish(sampled(truth, { method: 'dps', steps, free, particles: 1, samples, seed }))),
    );
    return { off: mean(found.map(({ residual }) => residual)), distance: mean(found.map(({ distance }) => distance)) };
  });
  const floors = benches.map(({ bench }) => bench.floor(samples));
  const truth = mean(floors.map(({ residual }) => residual));
  return Promise.resolve({
    answer: long.off > 1.3 ? 1 : long.off > 0.7 ? 0 : 2,
    finding:
      `Over ten measurements, DPS is ${short.off.toFixed(2)} noises off with a step of 0.1 and ${long.off.toFixed(2)} with 0.4; as many true samples are ${truth.toFixed(2)} off. ` +
      `With a step of 0.8 it is ${longest.off.toFixed(2)}, and its energy distance ${longest.distance.toFixed(2)} where true samples are at ${mean(floors.map(({ distance }) => distance)).toFixed(2)}.`,
  });
}
