import { fromGrey, standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { loadDigits } from '../../../src/engine/digits';
import { liveAsks, type DigitAsks } from '../../../src/engine/kinds/shipped/asks';
import { mostPictures } from '../../../src/engine/kinds/shipped/pixels';

const judged = 999;

type Asks = Pick<DigitAsks, 'encodeDigits' | 'decodeCodes' | 'judge'>;

/** The Fréchet distance of held-out digits to all training digits, and that of the same digits after the autoencoder of 32 numbers has had them. */
export async function run(
  asks: Asks = liveAsks,
  load: typeof loadDigits = loadDigits,
): Promise<{ answer: number; finding: string }> {
  const { images, trainCount, side } = await load();
  const pictures = (from: number, n: number) => fromGrey(images.subarray(from * side ** 2, (from + n) * side ** 2));
  const heldOut = pictures(trainCount, judged);
  const { means } = await asks.encodeDigits({ codec: 'flat', x: heldOut });
  const { x } = await asks.decodeCodes({ codec: 'flat', codes: means });
  // As they are shown: no ink beyond black, no paper beyond white.
  const back = await asks.judge({ x: x.map((v) => Math.min(standardInk, Math.max(standardPaper, v))) });
  const real = await asks.judge({ x: heldOut });
  const training: Float64Array[] = [];
  for (let from = 0; from < trainCount; from += mostPictures) {
    const { features } = await asks.judge({ x: pictures(from, Math.min(mostPictures, trainCount - from)) });
    training.push(features.data);
  }
  const reference = rooted(sampleMoments({ data: joined(training), dim: real.features.dim }));
  const own = frechetToRooted(reference, sampleMoments(real.features));
  const decoded = frechetToRooted(reference, sampleMoments(back.features));
  const times = decoded / own;
  return {
    answer: times < 1.4 ? 0 : times < 3 ? 1 : 2,
    finding: `${decoded.toFixed(1)} where they went through the code, and ${own.toFixed(1)} as they are: ${times.toFixed(1)} times as much.`,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
