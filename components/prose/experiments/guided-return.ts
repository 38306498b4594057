import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';

const guidance = 3;

/** Errors of ten digits guided on the way back alone, with 10 steps and with 50. 0: the second is less than a third of the first, 1: less than three quarters, 2: more. */
export async function run(
  roundTrip: typeof liveAsks.roundTrip = liveAsks.roundTrip,
): Promise<{ answer: number; finding: string }> {
  const digits = sampleDigits().filter((_, i) => i % 2 === 0);
  const pictures = Float32Array.from(digits.flatMap(({ pixels }) => Array.from(fromGrey(pixels))));
  const labels = digits.map(({ label }) => label);
  const error = async (evaluations: number, w: number) => {
    const { errors } = await roundTrip({ pictures, labels, evaluations, guidance: w });
    return errors.reduce((sum, v) => sum + v, 0) / errors.length;
  };
  const [few, many] = [await error(10, guidance), await error(50, guidance)];
  const [plainFew, plainMany] = [await error(10, 0), await error(50, 0)];
  const share = many / few;
  return {
    answer: share < 1 / 3 ? 0 : share < 3 / 4 ? 1 : 2,
    finding: `With 10 steps ten digits miss by ${few.toFixed(3)}, with 50 by ${many.toFixed(3)}. Unguided they fall from ${plainFew.toFixed(3)} to ${plainMany.toFixed(3)}.`,
  };
}
