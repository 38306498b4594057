import { describe, expect, it } from 'vitest';
import { batch, count } from '../../src/core/batch';
import { charges, descending, fallingLevels, landing } from '../../src/core/electrostatics';
import { makeTarget } from '../../src/core/data/index';
import { energyDistance } from '../../src/core/metric/energy-distance';
import { random } from '../../src/core/random';
import { half } from '../../src/engine/kinds/charges/worker';
import { parseDescentSpec } from '../../src/engine/kinds/charges/parse';
import type { Descended, DescentSpec } from '../../src/engine/kinds/charges/types';

const asked = (without: readonly 'simd'[] = []) => {
  if (!('stand' in half)) throw new Error('a kind that only answers');
  const ask = half.stand({ report: () => undefined, without });
  return (spec: unknown, gone = () => false) =>
    ask('descent', spec, { tell: () => undefined, gone }) as Promise<Descended>;
};
const points = makeTarget({ kind: 'two-moons' }).sample(300, random(12));
const spec: DescentSpec = { points: points.data, dim: 2, radius: 12, last: 0.02, lines: 60, pieces: 12, compare: true };

function all<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('lines of a cloud’s field', () => {
  it('are the plain sum’s, on the kernel', async () => {
    const field = charges({ points, extra: 1 });
    const plain = all(descending(field, 60, fallingLevels(12, 0.02, 12)));
    const { descent, landing: down, energy, kernel } = await asked()(spec);
    expect(kernel).toBe(true);
    expect(descent.from).toEqual(plain.from);
    descent.states.forEach(({ data }, j) =>
      data.forEach((v, i) => expect(Math.abs(v - plain.states[j].data[i])).toBeLessThan(1e-6)),
    );
    expect(down.charge).toEqual(landing(plain, points).charge);
    expect(down.landed).toBe(60);
    const end = plain.states[12];
    expect(energy).toBeCloseTo(energyDistance(batch(end.data, 2), points), 6);
    // What comes down is distributed as the cloud is, but for its number.
    expect(energy).toBeLessThan(0.05);
    const without = await asked(['simd'])({ ...spec, compare: false });
    expect(without.kernel).toBe(false);
    expect(without.energy).toBeNull();
    expect(without.descent.states[12].data).toEqual(end.data);
  });

  it('stop when nobody wants them', async () => {
    const big = makeTarget({ kind: 'spiral' }).sample(2000, random(1));
    expect(count(big)).toBe(2000);
    const work = asked()({ ...spec, points: big.data, lines: 2000, pieces: 60 }, () => true);
    await expect(work).rejects.toThrow('Cancelled');
  });

  it('are not made of what is no cloud', () => {
    expect(() => parseDescentSpec({ ...spec, points: new Float64Array(3) })).toThrow(
      '3 numbers of charges in 2 dimensions (expected 2 each, at most 2000 charges)',
    );
    expect(() => parseDescentSpec({ ...spec, dim: 1, points: new Float64Array(2001) })).toThrow('at most 2000 charges');
    expect(() => parseDescentSpec({ ...spec, last: 12 })).toThrow('a last height below the radius');
    for (const part of [{ lines: 0 }, { pieces: 1000 }, { points: [1, 2] }, { points: new Float64Array(5000) }])
      expect(() => parseDescentSpec({ ...spec, ...part })).toThrow('expected');
  });
});
