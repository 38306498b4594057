/** What captions are true by: three numbers of real digits, where their words begin and end, and where captions keep silent. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  attributeNames,
  attributes,
  borders,
  isTold,
  measures,
  valueOf,
  type Attribute,
} from '../../../src/core/caption';
import { digitPixels, digitSide, parseDigits } from '../../../src/core/data/digits';
import { frame } from '../../../src/picture/frame';
import { bars, histogram } from '../../../src/picture/histogram';
import { fixed, minus, percent } from '../../../src/picture/numbers';
import { px } from '../../../src/picture/round';
import type { Mark, PlateOf } from './panel';

/** The first digits of the training set. */
export const measuredDigits = 1000;

const ranges: Readonly<Record<Attribute, readonly [number, number]>> = {
  thickness: [1, 5],
  slant: [-0.5, 0.9],
  width: [2, 22],
};
const units: Readonly<Record<Attribute, string>> = {
  thickness: 'Width of the stroke, pixels',
  slant: 'Columns to the right a row up',
  width: 'Columns that hold the ink',
};

export interface Told {
  /** Of all digits, how many have each value; how many are too near a border for a caption to say it. */
  readonly shares: readonly number[];
  readonly silent: number;
}

export function toldOf(name: Attribute, values: ArrayLike<number>): Told {
  const all = Array.from(values);
  const share = (which: (v: number) => boolean) => all.filter(which).length / all.length;
  return {
    shares: attributes[name].map((value) => share((v) => valueOf(name, v) === value)),
    silent: share((v) => !isTold(name, v)),
  };
}

export async function attributesPlate(): Promise<PlateOf> {
  const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
  const ink = Float64Array.from(digits.images.subarray(0, measuredDigits * digitPixels), (v) => v / 255);
  const found = measures({ data: ink, dim: digitPixels }, digitSide);
  const panels = attributeNames.map((name) => {
    const [from, to] = ranges[name];
    const counted = histogram(found[name], { domain: [from, to], bins: 40 });
    const box = frame({
      width: 260,
      height: 170,
      margin: { top: 8, right: 8, bottom: 8, left: 8 },
      x: [from, to],
      y: [0, Math.max(...counted.density) * 1.05],
    });
    const edges: Mark[] = borders[name].at.map((at) => ({
      d: `M${px(box.x(at))},${px(box.y(0))}V${px(box.y(Math.max(...counted.density)))}`,
      as: 'dashed',
      tone: 'ink',
    }));
    const { shares, silent } = toldOf(name, found[name]);
    const words = attributes[name];
    const said = words.map((word, k) => `${word} ${percent(shares[k])}`).join(', ');
    const ends = borders[name].at.map((at) => minus(String(at))).join(' and ');
    return {
      title: units[name],
      note: `${said}; borders at ${ends}; silent for ${percent(silent)}`,
      label: `Histogram of the ${name} of ${measuredDigits} digits, from ${minus(fixed(from, 1))} to ${fixed(to, 1)}: ${said}. Borders at ${ends}.`,
      frame: box,
      marks: [{ d: bars(box, counted), as: 'area' as const, tone: 'data' as const }, ...edges],
    };
  });
  return {
    panels,
    key: [
      { tone: 'data', as: 'area', says: 'real digits' },
      { tone: 'ink', as: 'dashed', says: 'where one word ends and the next begins' },
    ],
  };
}
