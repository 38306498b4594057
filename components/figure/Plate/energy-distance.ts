/** What the energy distance is made of: pairs between two clouds, and pairs within each. */
import { batch, type Batch } from '../../../src/core/batch';
import { energyDistance } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { dots } from '../../../src/picture/dots';
import { squareFrame } from '../../../src/picture/frame';
import { segments } from '../../../src/picture/line';
import { fixed } from '../../../src/picture/numbers';
import type { PlateOf } from './panel';

const n = 40;
const offsets = [2.4, 1.2, 0] as const;

export interface Parts {
  /** Mean distance over all pairs with one point of each cloud, and within either, i = j included. */
  readonly between: number;
  readonly withinX: number;
  readonly withinY: number;
  readonly distance: number;
}

/** The three means and what they make, for two clouds of `n` points in the plane. */
export function parts(x: Batch, y: Batch): Parts {
  const between = mean(x, y);
  const [withinX, withinY] = [mean(x, x), mean(y, y)];
  return { between, withinX, withinY, distance: energyDistance(x, y) };
}

/** Two clouds of one shape, the second `by` further to the right. */
export function clouds(by: number): readonly [Batch, Batch] {
  const root = random(2).split('energy');
  const cloud = (name: string, centre: number) => {
    const { data } = normalBatch(n, 2, root.split(name));
    return batch(
      data.map((v, i) => 0.5 * v + (i % 2 === 0 ? centre : 0)),
      2,
    );
  };
  return [cloud('x', -by / 2), cloud('y', by / 2)];
}

export function energyPlate(): PlateOf {
  const panels = offsets.map((by) => {
    const frame = squareFrame(2.4);
    const [x, y] = clouds(by);
    const { between, withinX, withinY, distance } = parts(x, y);
    // A dozen of the pairs, the same rows in every panel; each point of one cloud with another of its own.
    const some = (b: Batch, turn: number) =>
      batch(
        Array.from({ length: 24 }, (_, i) => b.data[2 * (((i >> 1) + turn) % n) + (i & 1)]),
        2,
      );
    return {
      title: by === 0 ? 'One distribution' : `${by} apart`,
      note: `2 × ${fixed(between, 2)} − ${fixed(withinX, 2)} − ${fixed(withinY, 2)} = ${fixed(distance, 2)}`,
      label: `Two clouds of ${n} points, ${by} apart, with lines between some pairs: mean distance ${fixed(between, 2)} between, ${fixed(withinX, 2)} and ${fixed(withinY, 2)} within.`,
      frame,
      marks: [
        { d: segments(frame, some(x, 0), some(y, 0)), as: 'fine', tone: 'ink' },
        { d: segments(frame, some(x, 12), some(x, 24)), as: 'fine', tone: 'data' },
        { d: segments(frame, some(y, 12), some(y, 24)), as: 'fine', tone: 'model' },
        { d: dots(frame, x), as: 'dots', tone: 'data' },
        { d: dots(frame, y), as: 'dots', tone: 'model' },
      ] as const,
    };
  });
  return {
    panels,
    key: [
      { tone: 'ink', as: 'line', says: 'pairs between the clouds' },
      { tone: 'data', as: 'line', says: 'pairs within the first' },
      { tone: 'model', as: 'line', says: 'pairs within the second' },
    ],
  };
}

function mean(a: Batch, b: Batch): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 2)
    for (let j = 0; j < b.data.length; j += 2) sum += Math.hypot(a.data[i] - b.data[j], a.data[i + 1] - b.data[j + 1]);
  return (4 * sum) / (a.data.length * b.data.length);
}
