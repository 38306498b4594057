/** Digits as rows of features, in each of the spaces that they are searched in: for the index, and for what is looked for in it. */
import type { SearchSpace } from '../../core/search/spaces';
import { random } from '../../core/random';
import type { ImageClassifier } from './classifier';
import type { ContrastiveTrainer } from './contrastive/trainer';
import { diffusionFeatures, type FeatureBlock } from './diffusion-features';
import type { ImageTrainer } from './trainer';

export interface FeatureNetworks {
  readonly judge?: Pick<ImageClassifier, 'judge'>;
  readonly clip?: Pick<ContrastiveTrainer, 'pictures'>;
  readonly trainer?: Pick<ImageTrainer, 'inspect' | 'settings'>;
}

/** How the denoising network is read. */
export interface Reading {
  readonly t: number;
  /** Passes with noise of their own, over which features are averaged. */
  readonly draws: number;
  readonly block: FeatureBlock;
  /** The row of the first picture: every digit has noise of its own, the same wherever it is asked for. */
  readonly first: number;
}

/** Noise number `draw` of a digit. */
export const searchNoise = (row: number, draw: number) => random(row).split('search').split(draw);

/** @param pictures [n, 784] in standard units @returns [n, numbers] */
export function searchFeatures(
  space: SearchSpace,
  { judge, clip, trainer }: FeatureNetworks,
  pictures: Float32Array,
  { t, draws, block, first }: Reading,
): Float32Array {
  const lacking = (what: string): never => {
    throw new Error(`no ${what} (expected it for the space of ${space})`);
  };
  if (space === 'pixels') return pictures;
  if (space === 'classifier') return Float32Array.from((judge ?? lacking('classifier')).judge(pictures).features.data);
  if (space === 'contrastive') return (clip ?? lacking('encoders')).pictures(pictures);
  const network = trainer ?? lacking('denoising network');
  let sum = new Float32Array(0);
  for (let draw = 0; draw < draws; draw++) {
    const [one] = diffusionFeatures(network, pictures, t, [block], (i) => searchNoise(first + i, draw));
    if (draw === 0) sum = new Float32Array(one.length);
    for (let k = 0; k < one.length; k++) sum[k] += one[k] / draws;
  }
  return sum;
}
