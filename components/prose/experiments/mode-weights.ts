import { batch, copy, count, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';
import { annealedLangevin, run as runToEnd, uniformTimes } from '../../../src/core/sampler/index';
import { ve } from '../../../src/core/schedule/index';

const heavy = 0.8;
const walkers = 1000;

/** Two bumps of weights 0.8 and 0.2, four standard deviations from the middle. */
const bumps = () => mixture({ weights: [heavy, 1 - heavy], means: batch([2, 0, -2, 0], 2), scales: [0.5, 0.5] });

/** The share of walkers in the heavier bump: by Langevin dynamics at the data, and annealed from much noise. */
export function run(): Promise<{ answer: number; finding: string }> {
  const plain = share(unadjusted());
  const mended = share(annealed());
  const choices = [heavy, 0.5, 1];
  const off = choices.map((choice) => Math.abs(choice - plain));
  return Promise.resolve({
    answer: off.indexOf(Math.min(...off)),
    finding:
      `Of ${walkers.toLocaleString('en-GB')} walkers, ${percent(plain)} are in the heavier bump after 2,000 steps. ` +
      `Annealed through 30 noise levels, with 20 steps at each, ${percent(mended)} are.`,
  });
}

function unadjusted({ step = 0.02, steps = 2000 } = {}): Batch {
  const seed = random(51);
  const target = bumps();
  const x = normalBatch(walkers, 2, seed.split('start'));
  for (let i = 0; i < x.data.length; i++) x.data[i] *= 2;
  const noise = seed.split('noise');
  const score = copy(x);
  const spread = Math.sqrt(2 * step);
  for (let k = 0; k < steps; k++) {
    target.score(x, 1, 0, score);
    for (let i = 0; i < x.data.length; i++) x.data[i] += step * score.data[i] + spread * noise.normal();
  }
  return x;
}

function annealed(): Batch {
  const seed = random(52);
  const schedule = ve({ sigmaMin: 0.05, sigmaMax: 8 });
  const x = normalBatch(walkers, 2, seed.split('start'));
  for (let i = 0; i < x.data.length; i++) x.data[i] *= 8;
  const denoiser = bumps().denoiser(schedule);
  return runToEnd(annealedLangevin, {
    denoiser,
    schedule,
    times: uniformTimes(30),
    x,
    random: seed.split('noise'),
    moves: 20,
    step: 0.1,
  });
}

/** The share of rows whose first coordinate is on the heavier bump's side. */
function share(x: Batch): number {
  let right = 0;
  for (let row = 0; row < count(x); row++) if (x.data[2 * row] > 0) right++;
  return right / count(x);
}

const percent = (value: number): string => `${Math.round(100 * value)} %`;
