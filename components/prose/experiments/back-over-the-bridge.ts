import { digitPixels } from '../../../src/core/data/digits';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { asShown, digitDeviation, fromGrey } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { Translated, TranslationSpec } from '../../../src/engine/kinds/shipped/translation';

type Ask = (spec: TranslationSpec) => Promise<Translated>;

/** One digit of each class over the bridge to type, and what came out back over it: how far is it from where it began, beside the way to type? 0: as far, 1: nearer, 2: less than two fifths. */
export async function run(ask: Ask = (spec) => liveAsks.translate(spec)): Promise<{ answer: number; finding: string }> {
  const few = await ways(ask, 20);
  const many = await ways(ask, 80);
  const share = ({ there, back }: { readonly there: number; readonly back: number }) => back / there;
  const percent = (part: number) => `${(100 * part).toFixed(0)}\u00a0%`;
  return {
    answer: share(many) > 0.9 ? 0 : share(many) > 0.4 ? 1 : 2,
    finding:
      `Of ten digits, one of each class, the printed version is ${many.there.toFixed(3)} away on average with 80 steps each way, and what came back ${many.back.toFixed(3)} ` +
      `(root mean square per pixel, ink from 0 to 1): ${percent(share(many))} of the way is left. With 20 steps it is ${percent(share(few))}.`,
  };
}

/** Mean distances from home, of the printed version and of what came back. */
async function ways(ask: Ask, evaluations: number): Promise<{ readonly there: number; readonly back: number }> {
  let [there, back] = [0, 0];
  const digits = sampleDigits().filter((_, i) => i % 2 === 0);
  for (const { label, pixels } of digits) {
    const picture = Float32Array.from(fromGrey(pixels));
    const over = async (x: Float32Array, to: 'type' | 'hand') =>
      (await ask({ picture: x, how: { way: 'bridge', to }, label, count: 1, seed: 1, evaluations })).x;
    const type = await over(picture, 'type');
    there += apart(type, picture) / digits.length;
    back += apart(await over(type, 'hand'), picture) / digits.length;
  }
  return { there, back };
}

/** Root mean square difference of two pictures in standard units as they are shown, in ink. */
function apart(a: Float32Array, b: Float32Array): number {
  const [one, other] = [asShown(a), asShown(b)];
  const squared = one.reduce((sum, v, i) => sum + (digitDeviation * (v - other[i])) ** 2, 0);
  return Math.sqrt(squared / digitPixels);
}
