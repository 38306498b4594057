import { expect, test } from 'vitest';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { flowPairs } from '../../../src/core/few-steps/rectified-flow';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, euler, run, uniformTimes } from '../../../src/core/sampler';
import { flow } from '../../../src/core/schedule/flow';

test('pairs hold each noise beside where the flow takes it', () => {
  const schedule = flow();
  const denoiser = eightGaussians().denoiser(schedule);
  const input = { denoiser, schedule, times: uniformTimes(12), x: normalBatch(40, 2, random(2)) };
  const { from, to } = flowPairs(input);
  expect(from.data).toEqual(input.x.data);
  expect(from.data).not.toBe(input.x.data);
  expect(to.data).toEqual(run(euler, input).data);
  expect(flowPairs(input, ddim).to.data).toEqual(run(ddim, input).data);
});
