import { digitPixels } from '../../../src/core/data/digits';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { asShown, digitDeviation, fromGrey } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { Translated, TranslationSpec } from '../../../src/engine/kinds/shipped/translation';

const evaluations = 40;

/** One digit of each class over the bridge to type, and what came out back over it: how far is it from where it began, beside the way to type? 0: as far, 1: half as far, 2: less. */
export async function run(
  ask: (spec: TranslationSpec) => Promise<Translated> = (spec) => liveAsks.translate(spec),
): Promise<{ answer: number; finding: string }> {
  const there: number[] = [],
    back: number[] = [];
  for (const { label, pixels } of sampleDigits().filter((_, i) => i % 2 === 0)) {
    const picture = Float32Array.from(fromGrey(pixels));
    const over = async (x: Float32Array, to: 'type' | 'hand') =>
      (await ask({ picture: x, how: { way: 'bridge', to }, label, count: 1, seed: 1, evaluations })).x;
    const type = await over(picture, 'type');
    const home = await over(type, 'hand');
    there.push(apart(type, picture));
    back.push(apart(home, picture));
  }
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const share = mean(back) / mean(there);
  return {
    answer: share > 0.75 ? 0 : share > 0.4 ? 1 : 2,
    finding:
      `Of ten digits, one of each class, the printed version is ${mean(there).toFixed(3)} away on average, and what came back ${mean(back).toFixed(3)} ` +
      `(root mean square per pixel, ink from 0 to 1): ${(100 * share).toFixed(0)}\u00a0% of the way.`,
  };
}

/** Root mean square difference of two pictures in standard units as they are shown, in ink. */
function apart(a: Float32Array, b: Float32Array): number {
  const [one, other] = [asShown(a), asShown(b)];
  const squared = one.reduce((sum, v, i) => sum + (digitDeviation * (v - other[i])) ** 2, 0);
  return Math.sqrt(squared / digitPixels);
}
