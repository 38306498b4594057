import { batch, zeros } from '../../src/core/batch';
import { chainStep, forwardKernel, noised } from '../../src/core/process/forward';
import { linear } from '../../src/core/schedule';

/** What content/pytorch/02_forward.py prints, computed with the book's own code. */
export function expected(): object {
  const schedule = linear();
  const x0 = batch([1, -0.5, 0.25, 2], 2);
  const epsilon = batch([0.3, -1.1, -0.7, 0.4], 2);
  const rows = ({ data }: { readonly data: Float64Array }) => [
    [data[0], data[1]],
    [data[2], data[3]],
  ];
  const jump = (t: number, noise = epsilon) => rows(noised(x0, noise, t, schedule, zeros(2, 2)));

  let mean = 1;
  let variance = 0;
  for (let i = 0; i < 50; i++) {
    const kernel = forwardKernel(schedule, i / 100, (i + 1) / 100);
    mean *= kernel.scale;
    variance = kernel.scale ** 2 * variance + kernel.variance;
  }
  return {
    jump: [0.1, 0.25, 0.5].map((t) => jump(t)),
    step: rows(chainStep(x0, epsilon, 0.1, 0.11, schedule, zeros(2, 2))),
    chain: { mean: rows({ data: x0.data.map((x) => mean * x) }), sigma: Math.sqrt(variance) },
    closed_form: { mean: jump(0.5, zeros(2, 2)), sigma: schedule.sigma(0.5) },
  };
}
