import { expect, it } from 'vitest';
import { inText } from '../../components/figure/kit/in-text';

it('a label within a sentence keeps the capitals of names', () => {
  expect(inText('Eight Gaussians')).toBe('eight Gaussians');
  expect(inText('Rings')).toBe('rings');
  expect(inText('MeanFlow')).toBe('MeanFlow');
  expect(inText('DDIM in steps')).toBe('DDIM in steps');
  expect(inText('')).toBe('');
});
