import {
  captionOf,
  factsOf,
  measures,
  readPrompt,
  shownRows,
  type Facts,
  type Measures,
} from '../../src/core/caption/index';
import { hashOf } from '../../src/core/image-network/weights-file';
import type { Captioner } from '../../src/net/image/objective/captioned';
import { keepForLater, kept } from '../record/kept';
import type { DigitSplit } from './files';

type Part = DigitSplit['train'];

/** Digits with what is true of them. */
export interface CaptionedDigits extends Part {
  readonly measured: Measures;
  readonly facts: readonly Facts[];
  /** Draws a caption that is true of a row. */
  readonly captioner: Captioner;
}

/** All digits of a part. Measuring takes up to a minute; what was found is kept in .cache. */
export function captioned({ images, labels }: Part): CaptionedDigits {
  return told({ images, labels }, measuredOnce(images));
}

/** Those of them that networks of captions may be shown (`core/caption/held-out.ts`). */
export function shown({ images, labels }: Part): CaptionedDigits {
  const all = measuredOnce(images);
  const rows = shownRows(all, labels);
  const few = new Uint8Array(rows.length * 784);
  rows.forEach((row, i) => few.set(images.subarray(row * 784, (row + 1) * 784), i * 784));
  const of = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  return told(
    { images: few, labels: Uint8Array.from(rows, (row) => labels[row]) },
    { thickness: of(all.thickness), slant: of(all.slant), width: of(all.width) },
  );
}

function told({ images, labels }: Part, measured: Measures): CaptionedDigits {
  const facts = Array.from(labels, (digit, i) => factsOf(measured, i, digit));
  return {
    images,
    labels,
    measured,
    facts,
    captioner: (row, draw) => {
      const { tokens, mask } = readPrompt(captionOf(facts[row], draw));
      return { tokens, mask };
    },
  };
}

type Plain = { readonly [M in keyof Measures]: readonly number[] };

function measuredOnce(images: Uint8Array): Measures {
  const hash = hashOf(images);
  const path = `.cache/measures/${hash}.json`;
  const before = kept<Plain>(path, hash);
  const of = ({ thickness, slant, width }: Plain): Measures => ({
    thickness: Float64Array.from(thickness),
    slant: Float64Array.from(slant),
    width: Float64Array.from(width),
  });
  if (before) return of(before);
  const found = measures({ data: Float64Array.from(images, (p) => p / 255), dim: 784 }, 28);
  const plain = { thickness: [...found.thickness], slant: [...found.slant], width: [...found.width] };
  keepForLater(path, hash, plain);
  return of(plain);
}
