import { fromGrey } from '../../../src/core/image-network/pixels';
import { frechet } from '../../../src/core/metric/frechet';
import { loadDigits } from '../../../src/engine/digits';
import { liveAsks, type DigitAsks } from '../../../src/engine/kinds/shipped/asks';

const judged = 999;
/** Training digits that both are held against. */
const reference = 2000;

type Asks = Pick<DigitAsks, 'encodeDigits' | 'decodeCodes' | 'judge'>;

/** The Fréchet distance of held-out digits to training digits, and that of the same digits after the autoencoder of 32 numbers has had them. */
export async function run(
  asks: Asks = liveAsks,
  load: typeof loadDigits = loadDigits,
): Promise<{ answer: number; finding: string }> {
  const { images, trainCount, side } = await load();
  const pictures = (from: number, n: number) => fromGrey(images.subarray(from * side ** 2, (from + n) * side ** 2));
  const heldOut = pictures(trainCount, judged);
  const { means } = await asks.encodeDigits({ codec: 'flat', x: heldOut });
  const { judgement } = await asks.decodeCodes({ codec: 'flat', codes: means, judge: true });
  if (!judgement) throw new Error('the judge gave no answer (expected features of each picture)');
  const real = await asks.judge({ x: heldOut });
  const training = await asks.judge({ x: pictures(0, reference) });
  const own = frechet(real.features, training.features);
  const decoded = frechet(judgement.features, training.features);
  const times = decoded / own;
  return {
    answer: times < 1.2 ? 0 : times < 2.5 ? 1 : 2,
    finding: `${decoded.toFixed(1)} where they went through the code, and ${own.toFixed(1)} as they are: ${times.toFixed(1)} times as much.`,
  };
}
