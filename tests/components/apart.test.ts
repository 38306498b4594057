import { expect, it } from 'vitest';
import { apart } from '../../components/figure/kit/apart';

it('keeps labels a line apart and in their order, beside the chart, and leaves out what is not there', () => {
  expect(apart([10, 12, 60])).toEqual([10, 23, 60]);
  expect(apart([60, NaN, 10])).toEqual([60, NaN, 10]);
  // Four at the foot of a chart are pushed up.
  expect(apart([95, 96, 97, 98], { lowest: 100 })).toEqual([61, 74, 87, 100]);
  expect(apart([10, 98, 99], { lowest: 100 })).toEqual([10, 87, 100]);
  expect(apart([5, 5], { gap: 4 })).toEqual([5, 9]);
});
