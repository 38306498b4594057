import { expect, test } from 'vitest';
import { referenceCases } from './verification';

test.each(referenceCases.map((c) => [c.name, c] as const))('%s', (_, c) => {
  const { error, evaluations, expectedEvaluations } = c.run();
  expect(error).toBeLessThan(1e-8);
  expect(evaluations).toBe(expectedEvaluations);
});
