import {
  captionOf,
  heldOutIn,
  measures,
  onPaper,
  valueOf,
  attributeNames,
  type Attribute,
} from '../../src/core/caption/index';
import { greyOf } from '../../src/core/image-network/pixels';
import { random } from '../../src/core/random';
import type { ImageClassifier } from '../../src/net/image/classifier';
import { inkOf } from '../record/judged';
import type { CaptionedDigits } from './facts';
import { agreement } from './measure';

/** A sentence that asks for a class and for values of attributes, of which null is not asked. */
export interface Asked {
  /** Of the digits that it is true of. */
  readonly row: number;
  readonly text: string;
  readonly digit: number;
  readonly values: Readonly<Record<Attribute, string | null>>;
}

/** All that is true of the first `n` rows, each as one sentence: the class and every attribute that can be told. Held-out combinations are passed over. */
export function askedOf({ facts }: CaptionedDigits, n: number, seed = 9): readonly Asked[] {
  const draw = random(seed).split('asked');
  const found = facts.flatMap(({ digit, ...values }, i): Asked[] => {
    if (heldOutIn({ digit, values })) return [];
    // Of a width between narrow and wide there is no word.
    const said = { ...values, width: values.width === 'middling' ? null : values.width };
    return [
      {
        row: i,
        text: captionOf({ digit, ...said }, draw.split(i), { digit: 1, said: 1, denied: 0 }),
        digit,
        values: said,
      },
    ];
  });
  if (found.length < n) throw new RangeError(`${found.length} sentences (expected at least ${n})`);
  return found.slice(0, n);
}

/** Shares of pictures that are what was asked. */
export interface Fulfilled {
  readonly digit: number;
  readonly thickness: number;
  readonly slant: number;
  readonly width: number;
  /** Class and all attributes that were asked. */
  readonly all: number;
}

/** Classes by the judge, attributes by the instruments; pictures [n, 784] in standard units, row i for sentence i. */
export function fulfilledBy(x: Float32Array, asked: readonly Asked[], judge: ImageClassifier): Fulfilled {
  const { classes } = judge.judge(x);
  const measured = measures(onPaper(inkOf(greyOf(x))), 28);
  const right = (name: Attribute, i: number) => valueOf(name, measured[name][i]) === asked[i].values[name];
  const of = (name: Attribute) => {
    const rows = asked.flatMap(({ values }, i) => (values[name] === null ? [] : [right(name, i)]));
    return rows.filter(Boolean).length / rows.length;
  };
  const all = asked.filter(
    ({ digit, values }, i) =>
      classes[i] === digit && attributeNames.every((name) => values[name] === null || right(name, i)),
  );
  return {
    digit: agreement(
      classes,
      asked.map(({ digit }) => digit),
    ),
    thickness: of('thickness'),
    slant: of('slant'),
    width: of('width'),
    all: all.length / asked.length,
  };
}
