/** Samples of a digit network in training, from fixed seeds, and how many of them the shipped classifier takes for what was asked. */
import { greyOf } from '../../../core/image-network/pixels';
import type { ImageTrainer } from '../../../net/image/trainer';
import { pictureSize } from '../../digit-samples';
import type { DigitData, DigitRunSettings, DigitWatch } from '../../digit-settings';
import type { DigitLook } from '../../protocol';
import { rowsAtOnce, sampleDigits } from './answer';
import type { DigitNetworks } from './shipped';

/** No more samples are drawn for the judge once a look has taken so many milliseconds. */
const enough = 900;

/** Null when it was given up because a message waits. */
export async function lookAtDigits(
  trainer: ImageTrainer, { sampleSeed, guidance, evaluations, data }: DigitRunSettings, { shown, judged }: DigitWatch, judge: DigitNetworks['judge'] | null, givenUp: () => boolean,
): Promise<Pick<DigitLook, 'pictures' | 'judged' | 'agreed'> | null> {
  const pictures = new Uint8Array(shown * pictureSize);
  const networks = { trainer: async () => trainer, judge: judge ?? none, noisyJudge: none, gan: none, forget: () => {} };
  const classes = classesOf(data);
  const begun = performance.now();
  let asked = 0, agreed = 0;
  for (let first = 0; first < Math.max(shown, judge ? judged : 0); first += rowsAtOnce) {
    if (first >= shown && performance.now() - begun > enough) break;
    const rows = Array.from({ length: rowsAtOnce }, (_, i) => first + i);
    const labels = rows.map((row) => classes[row % classes.length]);
    const spec = { labels, rows, seed: sampleSeed, guidance: classes[0] < 0 ? 0 : guidance, evaluations, every: 0, judge: judge !== null && first < judged };
    const made = await sampleDigits(spec, networks, { tell: () => {}, gone: givenUp }).catch((error: unknown) => {
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
  const classes = data.kind === 'mnist' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [...new Set(data.labels)].filter((label) => label < 10).sort((a, b) => a - b);
  return classes.length > 0 ? classes : [-1];
}

const none = async (): Promise<never> => {
  throw new Error('This look asks no classifier.');
};
