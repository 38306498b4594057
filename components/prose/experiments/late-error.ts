import { batch, count, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixture } from '../../../src/core/data/mixture';
import type { Denoiser } from '../../../src/core/denoiser';
import { normalBatch, random } from '../../../src/core/random';
import { eulerMaruyama, run as sample, uniformTimes } from '../../../src/core/sampler/index';
import { linear } from '../../../src/core/schedule/index';

const points = 500;
const steps = 400;
const late = 0.05;
const early = 0.5;
const lambdas = [0, 1, 2];
const schedule = linear();
const truth = eightGaussians();
const exact = truth.denoiser(schedule);

/** The score of data shifted to the right, in place of the right one, late or early: the lambda whose samples are moved least. */
export function run(seed = 64): Promise<{ answer: number; finding: string }> {
  const start = normalBatch(points, 2, random(seed).split('start'));
  const mean = (denoiser: Denoiser, eta: number): number => {
    const input = {
      denoiser,
      schedule,
      times: uniformTimes(steps, { to: 0.001 }),
      x: start,
      random: random(seed).split('kicks'),
      eta,
    };
    return meanOfX(sample(eulerMaruyama, input));
  };
  const moved = (denoiser: Denoiser): number[] => lambdas.map((eta) => mean(denoiser, eta) - mean(exact, eta));
  const spoiledLate = moved(switched(0.3, (t) => t < late));
  const spoiledEarly = moved(switched(1, (t) => t > early));
  const shown = (values: readonly number[]): string =>
    values.map((value, i) => `${value.toFixed(2)} for η = ${lambdas[i]}`).join(', ');
  return Promise.resolve({
    answer: spoiledLate.indexOf(Math.min(...spoiledLate)),
    finding:
      `Wrong by 0.3 below t = ${late}, the score moved the mean of the samples by ${shown(spoiledLate)}. ` +
      `Wrong by 1 above t = ${early} and right below, by ${shown(spoiledEarly)}.`,
  });
}

/** The exact denoiser, but at the times told that of the same data shifted to the right. */
function switched(by: number, when: (t: number) => boolean): Denoiser {
  const { weights, means, scales } = truth.components;
  const elsewhere = mixture({
    weights,
    means: batch(
      means.data.map((v, i) => (i % 2 === 0 ? v + by : v)),
      2,
    ),
    scales,
  }).denoiser(schedule);
  return { denoise: (x, t, out) => (when(t) ? elsewhere : exact).denoise(x, t, out) };
}

function meanOfX({ data, dim }: Batch): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += dim) sum += data[i];
  return sum / count({ data, dim });
}
