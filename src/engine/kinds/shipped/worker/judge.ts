/** What the shipped classifier says of pictures. */
import { asShown } from '../../../../core/image-network/pixels';
import type { ImageClassifier } from '../../../../net/image/classifier';
import type { DigitJudgement } from '../judgement';
import { pictureSize, pixelScales, type PixelUnits } from '../pixels';
import { parts } from './parts';

/** Rows that the judge sees at once. */
const judgedAtOnce = 16;

/** @param x [n, 784] in units of `pixels`; rounded to grey levels first, as a picture is */
export async function judged(
  judge: ImageClassifier,
  x: Float32Array | Float64Array,
  pixels: PixelUnits = 'standard',
  rest: () => Promise<void>,
): Promise<DigitJudgement> {
  const standard = asShown(x, pixelScales[pixels]);
  const n = x.length / pictureSize;
  const classes = new Int32Array(n),
    logProbabilities = new Float64Array(10 * n);
  let features = { data: new Float64Array(0), dim: 1 };
  for (const { first, count } of parts(n, judgedAtOnce)) {
    const found = judge.judge(standard.subarray(first * pictureSize, (first + count) * pictureSize));
    if (first === 0) features = { data: new Float64Array(n * found.features.dim), dim: found.features.dim };
    classes.set(found.classes, first);
    logProbabilities.set(found.logProbabilities, 10 * first);
    features.data.set(found.features.data, first * features.dim);
    await rest();
  }
  return { classes, logProbabilities, features };
}
