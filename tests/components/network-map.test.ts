import { describe, expect, it } from 'vitest';
import { diagram, heights, size } from '../../components/figure/NetworkMap/diagram';
import { summary } from '../../components/figure/NetworkMap/labels';
import {
  cleanDigit,
  drawn,
  inspection,
  map,
  networkMap,
  noised,
  partOf,
  sampling,
} from '../../components/figure/NetworkMap/state';
import { fromGrey } from '../../src/core/image-network/pixels';

const { settings } = networkMap.parse({});

describe('the network map’s state', () => {
  it('noises the digit to unit variance, the same for a seed', () => {
    const x = noised({ digit: 3, t: 0.5, seed: 7 });
    expect(noised({ digit: 3, t: 0.5, seed: 7 })).toEqual(x);
    expect(noised({ digit: 3, t: 0.5, seed: 8 })).not.toEqual(x);
    const clean = fromGrey(cleanDigit(3));
    const noise = Array.from(x, (v, i) => (v - Math.cos(Math.PI / 4) * clean[i]) / Math.sin(Math.PI / 4));
    // The variance of 784 numbers is off by 0.05 in the mean: three times that at most.
    expect(Math.abs(noise.reduce((sum, v) => sum + v * v, 0) / 784 - 1)).toBeLessThan(0.15);
  });

  it('asks for the chosen block, without the chosen part', () => {
    expect(inspection({ ...settings, block: 3, off: 'skip' })).toMatchObject({
      path: '3.2',
      without: 'skip',
      label: settings.digit,
    });
    expect(partOf({ off: 'nothing' })).toBeUndefined();
    expect(sampling(settings, 'noise')).toMatchObject({ without: 'noise', judge: true, guidance: 1 });
  });

  it('refuses a block that is none, in words', () => {
    const { settings: kept, problems } = networkMap.parse({ block: 99, off: 'roof' });
    expect(kept).toEqual(settings);
    expect(problems.join(' ')).toContain('block is 99 (expected');
    expect(problems.join(' ')).toContain('expected nothing, dense, residual, skip, noise');
  });

  it('counts what the judge agreed with', () => {
    expect(drawn({ x: new Float32Array(100 * 784), judgement: { classes: [0, 1, 2, 9, 4] } })).toMatchObject({
      agreed: 4,
    });
    expect(summary(settings, { pictures: new Float32Array(0), agreed: 99 }, null)).toMatch(/99\s%/);
  });
});

describe('the diagram', () => {
  const { boxes, skips } = diagram(map, 28);

  it('is to scale: heights as pixels, widths as channels', () => {
    for (const { block, width, height } of boxes) {
      expect(height / block.to.extent[0]).toBe(4);
      if (block.to.channels > 3) expect(width / block.to.channels).toBe(1);
    }
    expect(boxes.every(({ x, width }) => x >= 0 && x + width <= size.width)).toBe(true);
    expect(skips).toHaveLength(1);
  });

  it('has bars in proportion', () => {
    const [a, b, c] = heights([10, 20, 40]);
    expect([b / a, c / b]).toEqual([2, 2]);
  });
});
