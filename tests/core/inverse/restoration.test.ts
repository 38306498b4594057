import { describe, expect, test } from 'vitest';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { damaged, damageNames, damages, operatorOf, unseen } from '../../../src/core/inverse/restoration';
import { random } from '../../../src/core/random';

const [digit] = sampleDigits();
const picture = Float64Array.from(digit.pixels, (p) => p / 255);

describe('digits damaged', () => {
  test.each(damageNames)('%s: what was measured is off the picture by its noise', (name) => {
    const y = damaged(name, picture, random(2));
    const clean = operatorOf(name).apply({ data: picture, dim: 784 });
    expect(y.dim).toBe(operatorOf(name).rows);
    const off = y.data.reduce((sum, value, i) => sum + ((value - clean.data[i]) / damages[name].noise) ** 2, 0) / y.dim;
    // A rounding errs less where there is nothing to round.
    expect(off).toBeLessThan(1.5);
    expect(off).toBeGreaterThan(name === 'jpeg' ? 0.1 : 0.6);
  });

  test('of a mask, what was left out is unseen; of the others, all', () => {
    const missing = (name: 'half' | 'box' | 'outpaint' | 'blur') =>
      Array.from({ length: 784 }, (_, i) => i).filter(unseen(name)).length;
    expect([missing('half'), missing('box'), missing('outpaint'), missing('blur')]).toEqual([392, 144, 784 - 196, 784]);
  });
});
