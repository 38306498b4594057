import { batch } from '../../../src/core/batch';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { classifierFree, fromPaperScale } from '../../../src/core/guidance';
import { normalBatch, random } from '../../../src/core/random';
import { dpmpp2m, logSnrTimes, run as runToEnd } from '../../../src/core/sampler/index';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';

const inner = 0.6;
const outer = 1.2;
const w = 1;
const points = 20_000;

/** A Gaussian class in a Gaussian whole, guided with w = 1: the samples' deviation beside that of three candidates. */
export function run(): Promise<{ answer: number; finding: string }> {
  const schedule = linear(scheduleDefaults.linear);
  const [conditional, whole] = [gaussian(inner), gaussian(outer)].map((of) => of.denoiser(schedule));
  const { data } = runToEnd(dpmpp2m, {
    denoiser: classifierFree(conditional, whole, { scale: fromPaperScale(w) }),
    schedule,
    times: logSnrTimes(schedule, 200),
    x: normalBatch(points, 2, random(111)),
  });
  const found = Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length);
  const tempered = ((1 + w) / inner ** 2 - w / outer ** 2) ** -0.5;
  const candidates = [inner, tempered, inner * (inner / outer) ** w];
  const off = candidates.map((candidate) => Math.abs(candidate - found));
  return Promise.resolve({
    answer: off.indexOf(Math.min(...off)),
    finding: `The standard deviation of ${points.toLocaleString('en-GB')} guided samples is ${found.toFixed(3)} per axis; the tempered density’s would be ${tempered.toFixed(3)}.`,
  });
}

function gaussian(scale: number): Mixture {
  return mixture({ weights: [1], means: batch([0, 0], 2), scales: [scale] });
}
