import { expect, test } from 'vitest';
import { deterministicCases } from './cases';
import { noiseCases } from './noise-cases';
import { singleCases } from './single-cases';

const all = [...deterministicCases, ...singleCases, ...noiseCases];

test.each(all.map((c) => [c.name, c] as const))('%s', (_, c) => {
  const { error, evaluations, expectedEvaluations } = c.run();
  expect(error).toBeLessThan(1e-8);
  expect(evaluations).toBe(expectedEvaluations);
});
