import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { random } from '../../../src/core/random';
import { cosine } from '../../../src/core/schedule/index';

const t = 0.8;
const place = [0.6, 0.2] as const;

/** The average clean point of those noised points that land near `place`: no formula, only counting. */
export function run(): Promise<{ answer: number; finding: string }> {
  const target = eightGaussians();
  const schedule = cosine();
  const alpha = schedule.alpha(t);
  const sigma = schedule.sigma(t);
  const draws = 400_000;
  const within = 0.15;
  const x0 = target.sample(draws, random(8).split('data')).data;
  const noise = random(8).split('noise');
  let kept = 0;
  const mean = [0, 0];
  for (let i = 0; i < draws; i++) {
    const x = alpha * x0[2 * i] + sigma * noise.normal();
    const y = alpha * x0[2 * i + 1] + sigma * noise.normal();
    if (Math.hypot(x - place[0], y - place[1]) > within) continue;
    kept++;
    mean[0] += x0[2 * i];
    mean[1] += x0[2 * i + 1];
  }
  mean[0] /= kept;
  mean[1] /= kept;
  const exact = target.denoise(batch([...place], 2), alpha, sigma).data;
  const modes = target.modes.data;
  let toMode = Infinity;
  for (let k = 0; k < 8; k++) toMode = Math.min(toMode, Math.hypot(mean[0] - modes[2 * k], mean[1] - modes[2 * k + 1]));
  return Promise.resolve({
    answer: toMode < 0.45 ? 0 : Math.hypot(mean[0], mean[1]) < 0.15 ? 2 : 1,
    finding:
      `Of ${draws.toLocaleString('en-GB')} pairs, ${kept.toLocaleString('en-GB')} landed within ${within} of (${place.join(', ')}). Their clean points ` +
      `average to ${point(mean)}; the exact denoiser says ${point(exact)}. The nearest mode is ${toMode.toFixed(2)} away.`,
  });
}

const point = (p: ArrayLike<number>): string => `(${p[0].toFixed(2)}, ${p[1].toFixed(2)})`.replaceAll('-', '−');
