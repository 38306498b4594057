import { dpmFast, dpmpp2s, dpmSolver1, dpmSolver2, dpmSolver3, run, spentOrders } from '../../../src/core/sampler';
import type { SamplerInput, SamplerStep } from '../../../src/core/sampler';
import type { Batch } from '../../../src/core/batch';
import { cases, onLadder, type Case } from './cases';
import { ladder, timesOf } from './ladder';
import { compare, exact, startOf } from './references';

/** A stretch of times, the index its end has in the reference, and what goes over it. */
interface Part {
  readonly times: readonly number[];
  readonly end: number;
  readonly evaluations: number;
  go(input: SamplerInput): Batch;
}

/** One sampler after another. */
function* chain(input: SamplerInput, parts: readonly Part[]): Generator<SamplerStep> {
  let { x } = input;
  let evaluations = 0;
  for (const part of parts) {
    x = part.go({ ...input, times: part.times, x });
    evaluations += part.evaluations;
    yield { i: part.end, t: part.times[part.times.length - 1], x, denoised: x, evaluations };
  }
}

/** diffusers' single-step form: an order-2 step spans two of the grid's, the point between them being the inner one. */
const singlestep = cases('samplers/dpm-singlestep', (r, file) => {
  const plus = r.variant!.includes('++');
  const input = onLadder(file, r, 'vp');
  const { times } = input;
  const lambda = (i: number) => -Math.log(r.sigmas![i]);
  const parts: Part[] = [];
  for (let i = 0; i < r.steps;) {
    if (r.order_list![i + 1] === 2) {
      const ratio = (lambda(i + 1) - lambda(i)) / (lambda(i + 2) - lambda(i));
      parts.push({
        times: [times[i], times[i + 2]],
        end: i + 2,
        evaluations: 2,
        go: (part) => (plus ? run(dpmpp2s, { ...part, r: ratio }) : run(dpmSolver2, { ...part, r1: ratio })),
      });
      i += 2;
    } else {
      parts.push({ times: [times[i], times[i + 1]], end: i + 1, evaluations: 1, go: (part) => run(dpmSolver1, part) });
      i += 1;
    }
  }
  const sampler = plus ? 'dpmpp2s' : 'dpmSolver2';
  return { sampler, reference: 'diffusers', run: () => compare(chain(input, parts), r) };
});

/** k-diffusion's DPM-fast: steps of order 3, uniform in log sigma, and what is left of n / 3 at the end. */
const fast = cases('samplers/dpm-fast', (r, file) => {
  const schedule = ladder('ve', 80);
  const blocks = Math.floor(r.steps / 3) + 1;
  const levels = Array.from({ length: blocks + 1 }, (_, i) => 80 * (0.002 / 80) ** (i / blocks));
  const times = timesOf(levels, 80);
  const orders = spentOrders(r.steps);
  const solvers = [dpmSolver1, dpmSolver2, dpmSolver3];
  const parts = orders.map((order, i): Part => ({
    times: [times[i], times[i + 1]],
    end: i + 1,
    evaluations: order,
    go: (part) => run(solvers[order - 1], part),
  }));
  const input = { denoiser: exact(file, r, schedule), schedule, times, x: startOf(file, 80) };
  return [
    { sampler: 'dpmSolver3', reference: 'k-diffusion', run: () => compare(chain(input, parts), r) },
    { sampler: 'dpmFast', reference: 'k-diffusion', run: () => compare(dpmFast({ ...input, orders }), r) },
  ] as const;
});

export const singleCases: readonly Case[] = [...singlestep, ...fast];
