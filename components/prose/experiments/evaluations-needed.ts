import { digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { generateDigits, judgeDigits, sampleDigits } from '../../../src/engine/digit-client';
import { loadDigits } from '../../../src/engine/digits';

const count = 100;
const real = 1000;
const budgets = [1, 2, 3, 5, 10] as const;

export interface EvaluationsAsks {
  readonly sample: typeof sampleDigits;
  readonly generate: typeof generateDigits;
  readonly judge: typeof judgeDigits;
  digits(): Promise<Digits>;
}

const live: EvaluationsAsks = { sample: sampleDigits, generate: generateDigits, judge: judgeDigits, digits: () => loadDigits() };

/**
 * From how many evaluations on a hundred samples of the diffusion model are nearer to a thousand real digits, by the Fréchet distance, than a hundred of the GAN.
 * 0: 1 or 2, 1: 3 or 5, 2: 10 or never.
 */
export async function run(asks: EvaluationsAsks = live): Promise<{ answer: number; finding: string }> {
  const labels = Array.from({ length: count }, (_, i) => i % 10);
  const digits = await asks.digits();
  const x = new Float32Array(real * 784);
  for (let i = 0; i < real; i++) x.set(fromGrey(digitPixelsOf(digits, i)), i * 784);
  const reference = rooted(sampleMoments((await asks.judge({ x })).features));
  const distance = async (pictures: Float32Array) => frechetToRooted(reference, sampleMoments((await asks.judge({ x: pictures })).features));
  const gan = await distance((await asks.generate({ labels, seed: 5 })).x);
  const found: number[] = [];
  for (const evaluations of budgets) found.push(await distance((await asks.sample({ labels, seed: 5, guidance: 1, evaluations, every: 0 })).x));
  const first = found.findIndex((value) => value < gan);
  return {
    answer: first < 0 || first === 4 ? 2 : first < 2 ? 0 : 1,
    finding: `The GAN’s hundred are at ${gan.toFixed(1)}; the diffusion model’s at ${budgets.map((n, i) => `${found[i].toFixed(1)} with ${n}`).join(', ')}. ${first < 0 ? 'None is below.' : `From ${budgets[first]} on it is below.`}`,
  };
}
