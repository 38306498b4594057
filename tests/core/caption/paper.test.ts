import { expect, it } from 'vitest';
import { measures, onPaper } from '../../../src/core/caption/index';

/** A bar of four columns, and `breath` of ink on all of the paper. */
const bar = (breath: number) => ({
  data: Float64Array.from({ length: 784 }, (_, i) => (i % 28 >= 12 && i % 28 < 16 ? 1 : breath)),
  dim: 784,
});

it('a breath of ink over all of the paper is no width of the digit', () => {
  const clean = measures(bar(0), 28).width[0];
  expect(clean).toBeGreaterThan(3.5);
  expect(clean).toBeLessThan(4);
  expect(measures(bar(0.03), 28).width[0]).toBeGreaterThan(15);
  expect(measures(onPaper(bar(0.03)), 28).width[0]).toBe(clean);
});

it('leaves ink as it is, and what it is given', () => {
  const given = { data: Float64Array.of(0, 0.05, 0.1, 0.5, 1, 0.09), dim: 3 };
  expect(onPaper(given)).toEqual({ data: Float64Array.of(0, 0, 0.1, 0.5, 1, 0), dim: 3 });
  expect(given.data[1]).toBe(0.05);
});
