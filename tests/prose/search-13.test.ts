import { describe, expect, it } from 'vitest';
import { run } from '../../components/prose/experiments/not-a-three';
import { recorded } from '../../src/record/index';
import { curveLayers, placeOf, spaceOf } from '../../src/record/search';
import type { SearchSpec } from '../../src/engine/kinds/shipped/search';

// What the section on search takes for granted around its numbers.
describe('what chapter 13 says of search', () => {
  const found = recorded('search');
  const style = (name: string) => spaceOf(found, name).style;
  const class_ = (name: string) => spaceOf(found, name).class;

  it('a middle noise is best in every layer, and the lead over both ends is sure', () => {
    const { layers, chosen, times } = found.curve;
    for (const { name, class: values } of layers) {
      const best = values.reduce((at, one, i) => (one.value > values[at].value ? i : at), 0);
      expect(best, name).toBeGreaterThan(0);
      expect(best, name).toBeLessThan(times.length - 1);
    }
    expect(chosen.layer).toBe('inside the first wide block');
    expect(chosen.overLeast.low).toBeGreaterThan(0);
    expect(chosen.overMost.low).toBeGreaterThan(0);
  });

  it('lists every layer once, from the input inwards and out', () => {
    expect(curveLayers.map(({ name }) => name).sort()).toEqual(found.curve.layers.map(({ name }) => name).sort());
    expect(curveLayers.map((one) => ('side' in one ? one.side : null))).toEqual([14, null, 7, 7, null, 14]);
    expect(placeOf(curveLayers[3], 192)).toBe('middle, 7 × 7, 48 channels, four means');
  });

  it('deeper layers take more noise before they are at their best', () => {
    const at = (name: string) => {
      const { class: values } = found.curve.layers.find((one) => one.name === name)!;
      return values.reduce((top, one, i) => (one.value > values[top].value ? i : top), 0);
    };
    expect(at('middle, 2 by 2')).toBeGreaterThan(at('first at 14 by 14, 2 by 2'));
    expect(at('last at 14 by 14, 2 by 2')).toBeGreaterThanOrEqual(at('middle, 2 by 2'));
    expect(at('inside the second wide block')).toBeGreaterThan(at('inside the first wide block'));
  });

  it('means over places are poor, and the best layer is even with the pixels', () => {
    const { layers, pixels } = found.curve;
    const top = (name: string) => Math.max(...layers.find((one) => one.name === name)!.class.map(({ value }) => value));
    expect(top('middle, one mean')).toBeLessThan(0.6 * pixels.value);
    expect(top('middle, 2 by 2')).toBeGreaterThan(1.3 * top('middle, one mean'));
    expect(Math.abs(top('inside the first wide block') - pixels.value)).toBeLessThan(0.03);
    expect(Math.abs(class_('diffusion-40, as they are').value - class_('pixels, as they are').value)).toBeLessThan(
      0.03,
    );
  });

  it('spaces come in another order by style than by class', () => {
    expect(class_('classifier').low).toBeGreaterThan(class_('pixels').high);
    expect(style('classifier').high).toBeLessThan(style('pixels').low);
    expect(style('contrastive').low).toBeGreaterThan(style('pixels').high);
    expect(class_('pixels').value).toBeGreaterThan(class_('pixels, as they are').value);
    // What is lost is lost with the directions, not by rounding.
    const pixels = found.exactness.find(({ name }) => name === 'pixels')!;
    expect(pixels.unrounded - pixels.index).toBeLessThan(0.01);
  });

  it('samples are no nearer than digits that were never seen, and a moved digit passes for new', () => {
    for (const { name, near, movedNear, movedRank } of found.reverse.spaces) {
      expect(near.reduce((a, b) => a + b) / near.length, name).toBeLessThanOrEqual(0.01);
      expect(movedNear, name).toBeLessThan(0.05);
      expect(movedRank, name).toBeGreaterThan(0.2);
    }
  });

  it('"not" pulls towards what it denies', () => {
    const { bold, notBold, plain, notNamed, boldInAll } = found.words;
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(bold)).toBeGreaterThan(0.9);
    expect(mean(notBold)).toBeLessThan(boldInAll);
    expect(mean(notBold)).toBeGreaterThan(mean(plain));
    expect(mean(notNamed)).toBeGreaterThan(0.9);
  });
});

describe('the exercise on "not a 3"', () => {
  const ask = (denied: number) => (spec: SearchSpec) => {
    const n = spec.text === 'a 3' ? 100 : denied;
    const rows = Int32Array.from({ length: 100 }, (_, i) => (i < n ? 3 : 4));
    return Promise.resolve({
      milliseconds: 1,
      spaces: [{ space: 'contrastive' as const, rows, distances: new Float64Array(100), nearer: null }],
    });
  };
  const labels = () => Promise.resolve([0, 1, 2, 3, 4]);
  it('is judged by what is found', async () => {
    expect((await run(ask(2), labels)).answer).toBe(0);
    expect((await run(ask(12), labels)).answer).toBe(1);
    const many = await run(ask(97), labels);
    expect(many.answer).toBe(2);
    expect(many.finding).toContain('nearest to “not a 3” 97 are threes, and of those nearest to “a 3” 100.');
  });
});
