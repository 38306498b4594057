/** What a prompt asks for, held against what is measured of each picture. */
import {
  attributeNames,
  borders,
  fulfilled,
  valueOf,
  type Attribute,
  type Prompt,
  type Wish,
} from '../../../src/core/caption';
import { fixed, minus } from '../../../src/picture/numbers';
import type { Final } from './work';

export interface Tick {
  readonly name: 'class' | Attribute;
  /** In words, as it was asked for: `thin`, `not bold`, `7`; null where nothing was. */
  readonly asked: string | null;
  /** In words, as measured. */
  readonly measured: string;
  /** The number that says so, with its unit. */
  readonly number: string;
  readonly met: boolean | null;
}

export const wishText = ({ value, not }: Wish): string => `${not ? 'not ' : ''}${value}`;

const askedFor = (wishes: readonly Wish[] | undefined): string | null =>
  wishes && wishes.length > 0 ? wishes.map(wishText).join(', ') : null;

const units: Readonly<Record<Attribute, string>> = { thickness: 'pixels', slant: 'columns a row', width: 'columns' };

/** The class first, then the attributes. */
export function ticksOf(prompt: Prompt, { measures, classes, sureness }: Final, i: number): readonly Tick[] {
  return [
    {
      name: 'class',
      asked: prompt.digit === null ? null : String(prompt.digit),
      measured: String(classes[i]),
      number: `${fixed(100 * sureness[i], 0)} % sure`,
      met: prompt.digit === null ? null : classes[i] === prompt.digit,
    },
    ...attributeNames.map((name): Tick => {
      const found = measures[name][i];
      const value = valueOf(name, found);
      const wishes = prompt.wishes[name];
      return {
        name,
        asked: askedFor(wishes),
        measured: value ?? 'no ink',
        number:
          value === null ? 'nothing to measure' : `${minus(fixed(found, name === 'width' ? 1 : 2))} ${units[name]}`,
        met: fulfilled(wishes, value),
      };
    }),
  ];
}

/** Of the pictures shown, how many fulfil what. */
export interface Share {
  readonly name: Tick['name'] | 'all';
  readonly asked: string;
  readonly met: number;
  readonly of: number;
}

/** A line for everything that was asked for, and one for all of it together where it is more than one thing. */
export function shares(prompt: Prompt, final: Final): readonly Share[] {
  const n = final.classes.length;
  const all = Array.from({ length: n }, (_, i) => ticksOf(prompt, final, i));
  const count = (which: (ticks: readonly Tick[]) => boolean) => all.filter(which).length;
  const lines = (all[0] ?? [])
    .filter(({ asked }) => asked !== null)
    .map(({ name, asked }) => ({
      name,
      asked: asked ?? '',
      met: count((ticks) => ticks.find((tick) => tick.name === name)?.met === true),
      of: n,
    }));
  if (lines.length < 2) return lines;
  const together = count((ticks) => ticks.every(({ met }) => met !== false));
  return [...lines, { name: 'all', asked: 'all of it', met: together, of: n }];
}

/** Where a measured value ends, in words: `thin is below 2.25`. */
export function borderText(name: Attribute, value: string): string {
  const [low, high] = borders[name].at.map((v) => minus(String(v)));
  if (value === 'thin' || value === 'left' || value === 'narrow') return `${value} is below ${low}`;
  if (value === 'bold' || value === 'right' || value === 'wide') return `${value} is above ${high}`;
  return `${value} is from ${low} to ${high}`;
}
