import { count, copy, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import type { Denoiser } from '../../../src/core/denoiser';
import { modeCoverage } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run as runToEnd, uniformTimes } from '../../../src/core/sampler/index';
import { cosine } from '../../../src/core/schedule/index';

const walkers = 500;
const lateTime = 0.05;
const target = eightGaussians();
const schedule = cosine();
const exact = target.denoiser(schedule);

/** A score that is zero wherever p_t is rare: good for a journey down the noise levels, and for a walk from anywhere? */
export function run(): Promise<{ answer: number; finding: string }> {
  const broken = damaged();
  const walked = [exact, broken].map((denoiser) => stray(walk(denoiser)));
  const sampled = [exact, broken].map((denoiser) =>
    stray(
      runToEnd(ddim, {
        denoiser,
        schedule,
        times: uniformTimes(50),
        x: normalBatch(walkers, 2, random(56).split('start')),
      }),
    ),
  );
  const hurt = ([before, after]: readonly number[]): boolean => after > before + 0.1;
  return Promise.resolve({
    answer: hurt(walked) ? (hurt(sampled) ? 0 : 1) : 2,
    finding:
      `Farther than four standard deviations from every mode end, of the walkers, ${percent(walked[1])} with the damage and ${percent(walked[0])} without; ` +
      `of the samples of 50 DDIM steps, ${percent(sampled[1])} with it and ${percent(sampled[0])} without.`,
  });
}

/** The exact denoiser, but for places so rare that 1 % of p_t has as little density: there the score is 0. */
function damaged(): Denoiser {
  const floors = new Map<number, number>();
  const floorAt = (t: number): number => {
    let floor = floors.get(t);
    if (floor === undefined) {
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      const x = target.sample(4000, random(57).split('data'));
      const noise = random(57).split('noise');
      for (let i = 0; i < x.data.length; i++) x.data[i] = alpha * x.data[i] + sigma * noise.normal();
      floor = target.logDensity(x, alpha, sigma).sort()[40];
      floors.set(t, floor);
    }
    return floor;
  };
  return {
    denoise(x, t, out) {
      exact.denoise(x, t, out);
      const floor = floorAt(t);
      const density = target.logDensity(x, schedule.alpha(t), schedule.sigma(t));
      for (let row = 0; row < count(x); row++) {
        if (density[row] >= floor) continue;
        for (let d = 2 * row; d < 2 * row + 2; d++) out.data[d] = x.data[d] / schedule.alpha(t);
      }
      return out;
    },
  };
}

/** Langevin walkers at one low noise level, from a broad start. */
function walk(denoiser: Denoiser, { step = 0.005, steps = 400 } = {}): Batch {
  const seed = random(58);
  const [alpha, sigma] = [schedule.alpha(lateTime), schedule.sigma(lateTime)];
  const x = normalBatch(walkers, 2, seed.split('start'));
  for (let i = 0; i < x.data.length; i++) x.data[i] *= 1.5;
  const noise = seed.split('noise');
  const denoised = copy(zeros(walkers, 2));
  for (let k = 0; k < steps; k++) {
    denoiser.denoise(x, lateTime, denoised);
    for (let i = 0; i < x.data.length; i++) {
      x.data[i] += (step * (alpha * denoised.data[i] - x.data[i])) / sigma ** 2 + Math.sqrt(2 * step) * noise.normal();
    }
  }
  return x;
}

const stray = (x: Batch): number => modeCoverage(x, target.modes, { radius: 0.6 }).outside / walkers;
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
