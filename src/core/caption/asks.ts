import { attributeNames, attributes, type Attribute } from './attributes';
import { heldOutCombinations, heldOutIn } from './held-out';
import type { HalfFound } from './pairs';
import { fulfilled, readPrompt } from './prompt';
import { saidValues, sayings } from './words';

// What a network of captions is asked when it is measured. Fixed lists: every set of samples has the same prompts and noise of its own.

/** A prompt, and what it is asked for. */
export interface AskedPrompt {
  readonly prompt: string;
  /** By what name its success is counted, `slant left`, and under which heading. */
  readonly group: string;
  readonly part: AskedPart;
}

/** `class`: the class alone; `value`: one attribute; `both`: two attributes; `not`: one denied; `held-out`: a combination that was kept back; `control`: one like it that was not. */
export const askedParts = ['class', 'value', 'both', 'not', 'held-out', 'control'] as const;
export type AskedPart = (typeof askedParts)[number];

const ways = (attribute: Attribute, value: string): readonly string[] =>
  sayings.find((one) => one.attribute === attribute && one.value === value)?.ways ?? [];

/** The `i`-th way to say a value, over and over. */
const way = (attribute: Attribute, value: string, i: number): string => {
  const all = ways(attribute, value);
  return all[i % all.length];
};

const digits = Array.from({ length: 10 }, (_, digit) => digit);

/** Classes that a combination of values may be shown with. */
const shownWith = (values: { readonly [A in Attribute]?: string }): number[] =>
  digits.filter((digit) => heldOutIn({ digit, values }) === null);

const said = (values: { readonly [A in Attribute]?: string }, digit: number, i: number): string =>
  `a ${attributeNames.flatMap((name) => (values[name] ? [way(name, values[name], i)] : [])).join(' ')} ${digit}`;

/** Every prompt of one set for one digit. */
export function askedPrompts(): readonly AskedPrompt[] {
  const out: AskedPrompt[] = digits.map((digit) => ({ prompt: `a ${digit}`, group: 'class', part: 'class' }));
  const each = attributeNames.flatMap((attribute) => saidValues(attribute).map((value) => ({ attribute, value })));
  for (const { attribute, value } of each) {
    const group = `${attribute} ${value}`;
    shownWith({ [attribute]: value }).forEach((digit, i) =>
      out.push({ prompt: said({ [attribute]: value }, digit, i), group, part: 'value' }),
    );
    // The classes in turn, three of them: what is denied is one value of two or three.
    digits
      .filter((digit) => digit % 3 === each.findIndex((one) => one.value === value) % 3)
      .forEach((digit, i) =>
        out.push({ prompt: `a ${digit} that is not ${way(attribute, value, i)}`, group: `not ${value}`, part: 'not' }),
      );
  }
  for (const thickness of attributes.thickness)
    for (const slant of attributes.slant)
      shownWith({ thickness, slant })
        .filter((digit) => digit % 2 === 1)
        .forEach((digit, i) =>
          out.push({ prompt: said({ thickness, slant }, digit, i), group: `${thickness} ${slant}`, part: 'both' }),
        );
  for (const { digit, values } of heldOutCombinations) {
    const words = Object.values(values).join(' and ');
    if (digit === undefined) {
      const other = { ...values, slant: 'right' };
      const any = shownWith(other);
      digits.forEach((each, i) => {
        out.push({ prompt: said(values, each, i), group: words, part: 'held-out' });
        out.push({ prompt: said(other, any[i % any.length], i), group: words, part: 'control' });
      });
      continue;
    }
    const others = shownWith(values);
    for (let i = 0; i < 4; i++) {
      out.push({ prompt: said(values, digit, i), group: `${words} ${digit}`, part: 'held-out' });
      out.push({
        prompt: said(values, others[(i * 2) % others.length], i),
        group: `${words} ${digit}`,
        part: 'control',
      });
    }
  }
  return out;
}

/** What of a prompt came true. */
export interface Came {
  /** Whether the class is the one asked for; null where none was. */
  readonly digit: boolean | null;
  /** Whether all attributes are as asked; null where none was. */
  readonly values: boolean | null;
}

/** Holds what came against a prompt for one digit. */
export function came(prompt: string, { digit, values }: HalfFound): Came {
  const asked = readPrompt(prompt);
  const each = attributeNames.flatMap((name) => fulfilled(asked.wishes[name], values[name]) ?? []);
  return {
    digit: asked.digit === null ? null : asked.digit === digit,
    values: each.length > 0 ? each.every(Boolean) : null,
  };
}
