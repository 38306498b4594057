import { digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { loadDigits } from '../../../src/engine/digits';

const count = 100;
const real = 1000;
const budgets = [1, 2, 3, 5, 10] as const;

export interface FallAsks {
  readonly sample: typeof liveAsks.sample;
  readonly generate: typeof liveAsks.generate;
  readonly judge: typeof liveAsks.judge;
  digits(): Promise<Digits>;
}

const live: FallAsks = {
  sample: liveAsks.sample,
  generate: liveAsks.generate,
  judge: liveAsks.judge,
  digits: () => loadDigits(),
};

/** Where the Fréchet distance of a hundred samples of the diffusion model falls the most. 0: from 1 evaluation to 2, 1: from 2 to 3, 2: neither is half of the whole fall. */
export async function run(asks: FallAsks = live): Promise<{ answer: number; finding: string }> {
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  const digits = await asks.digits();
  const x = new Float32Array(real * 784);
  for (let i = 0; i < real; i++) x.set(fromGrey(digitPixelsOf(digits, i)), i * 784);
  const reference = rooted(sampleMoments((await asks.judge({ x })).features));
  const distance = async (pictures: Float32Array) =>
    frechetToRooted(reference, sampleMoments((await asks.judge({ x: pictures })).features));
  const gan = await distance((await asks.generate({ labels, seed: 5 })).x);
  const found: number[] = [];
  for (const evaluations of budgets)
    found.push(await distance((await asks.sample({ labels, seed: 5, guidance: 1, evaluations, every: 0 })).x));
  const whole = found[0] - Math.min(...found);
  const [second, third] = [found[0] - found[1], found[1] - found[2]];
  return {
    answer: second > whole / 2 ? 0 : third > whole / 2 ? 1 : 2,
    finding: `The diffusion model’s hundred are at ${budgets.map((n, i) => `${found[i].toFixed(1)} with ${n}`).join(', ')}; the GAN’s, in one call, at ${gan.toFixed(1)}.`,
  };
}
