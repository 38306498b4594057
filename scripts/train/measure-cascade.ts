import {
  cascadeDomains,
  cascadeSides,
  type CascadeSide,
  type Thresholding,
} from '../../src/core/image-network/cascade';
import { embeddingSize } from '../../src/core/image-network/contrastive';
import { frechet } from '../../src/core/metric/frechet';
import { thresholded } from '../../src/net/image/cascade/thresholding';
import { toldPictures } from '../../src/net/image/cascade/told';
import type { ImageClassifier } from '../../src/net/image/classifier';
import type { ContrastiveTrainer } from '../../src/net/image/contrastive/trainer';
import { drawn, startingNoise } from '../../src/net/image/drawing';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { toldEmbeddings } from '../../src/net/image/unclip/told';
import { askedOf, fulfilledBy } from './asked';
import { captioned } from './facts';
import { embeddedTexts } from './clip';
import type { DigitSplit } from './files';
import { standard } from './measure';

export type Stages = Readonly<Record<CascadeSide, ImageTrainer>>;

export interface HowCascaded {
  readonly seed: number;
  readonly guidance?: number;
  readonly thresholding?: Thresholding;
  readonly augmentation?: number;
  readonly evaluations?: readonly [number, number, number];
}

const turn = (n: number) => Array.from({ length: n }, (_, i) => i);

/** The first stage's pictures [n, 49] in standard units, of captions' embeddings [n, 32]. */
export function basePictures(
  stages: Pick<Stages, 7>,
  texts: Float32Array,
  { seed, guidance = 1, thresholding = 'static', evaluations: [evaluations] = [10, 10, 10] }: HowCascaded,
): Float32Array {
  const trainer = stages[7];
  const condition = toldEmbeddings(texts);
  const x = startingNoise(trainer, 'cascade 7', seed, turn(texts.length / embeddingSize));
  return drawn({ trainer, condition, x, evaluations, guidance, ...thresholded(thresholding, cascadeDomains[7]) });
}

/** Pictures of `side` from those of half of it, each in its standard units. */
export function drawnUp(
  stages: Stages,
  low: Float32Array,
  side: 14 | 28,
  { seed, augmentation = 0, evaluations = [10, 10, 10] }: HowCascaded,
): Float32Array {
  const trainer = stages[side];
  const n = low.length / (side / 2) ** 2;
  const { condition } = toldPictures(low, side, { augmentation, seed });
  const x = startingNoise(trainer, `cascade ${side}`, seed, turn(n));
  return drawn({ trainer, condition, x, evaluations: evaluations[cascadeSides.indexOf(side)] });
}

/** All stages: pictures [n, 784] in standard units of captions' embeddings. */
export function cascaded(stages: Stages, texts: Float32Array, how: HowCascaded): Float32Array {
  return drawnUp(stages, drawnUp(stages, basePictures(stages, texts, how), 14, how), 28, how);
}

/** What the manifests say: of sentences of held-out digits. */
export function cascadeMetrics({
  clip,
  stages,
  judge,
  split,
}: {
  readonly clip: ContrastiveTrainer;
  readonly stages: Stages;
  readonly judge: ImageClassifier;
  readonly split: DigitSplit;
}): Record<string, number> {
  const asked = askedOf(captioned(split.heldOut), 500);
  const texts = embeddedTexts(
    clip,
    asked.map(({ text }) => text),
  );
  const made = cascaded(stages, texts, { seed: 1 });
  return {
    sentences: asked.length,
    ...fulfilledBy(made, asked, judge),
    frechet: frechet(judge.judge(made).features, judge.judge(standard(split.train)).features),
  };
}
