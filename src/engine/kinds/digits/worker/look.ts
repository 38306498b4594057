/** Samples of a digit network in training, from fixed seeds, and how many of them the shipped classifier takes for what was asked. */
import { greyOf } from '../../../../core/image-network/pixels';
import type { DigitsSampled } from '../../shipped/denoising';
import { pictureSize } from '../../shipped/pixels';
import { rowsAtOnce } from '../../shipped/worker/parts';
import type { DigitData, DigitWatch } from '../settings';
import type { DigitLook } from '../types';

/** No more samples are drawn for the judge once a look has taken so many milliseconds. */
const enough = 900;

export interface MadeSpec {
  readonly labels: readonly number[];
  readonly rows: readonly number[];
  readonly judge: boolean;
}
/** Pictures [n, 784] in standard units, and what they were taken for. */
export type Made = Pick<DigitsSampled, 'x' | 'judgement'>;

/** Null when it was given up because a message waits. */
export async function lookAtDigits(
  make: (spec: MadeSpec) => Promise<Made>,
  data: DigitData,
  { shown, judged }: DigitWatch,
  judging: boolean,
  givenUp: () => boolean,
): Promise<Pick<DigitLook, 'pictures' | 'judged' | 'agreed'> | null> {
  const pictures = new Uint8Array(shown * pictureSize);
  const classes = classesOf(data);
  const begun = performance.now();
  let asked = 0,
    agreed = 0;
  for (let first = 0; first < Math.max(shown, judging ? judged : 0); first += rowsAtOnce) {
    if (first >= shown && performance.now() - begun > enough) break;
    const rows = Array.from({ length: rowsAtOnce }, (_, i) => first + i);
    const labels = rows.map((row) => classes[row % classes.length]);
    const made = await make({ labels, rows, judge: judging && first < judged }).catch((error: unknown) => {
      if (givenUp()) return null;
      throw error;
    });
    if (!made) return null;
    const room = (shown - first) * pictureSize;
    if (room > 0) pictures.set(greyOf(made.x.subarray(0, room)), first * pictureSize);
    made.judgement?.classes.forEach((found, i) => {
      asked++;
      if (found === labels[i]) agreed++;
    });
  }
  return { pictures, judged: asked, agreed };
}

/** What samples are asked for in turn: the classes that were learned; none where pictures have none. */
function classesOf(data: DigitData): readonly number[] {
  const classes =
    data.kind === 'mnist'
      ? data.only === undefined
        ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        : [data.only]
      : [...new Set(data.labels)].filter((label) => label < 10).sort((a, b) => a - b);
  return classes.length > 0 ? classes : [-1];
}
