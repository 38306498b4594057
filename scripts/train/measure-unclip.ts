import { embeddingSize } from '../../src/core/image-network/contrastive';
import { unclipGuidance } from '../../src/core/image-network/unclip';
import { unitRows } from '../../src/core/contrastive';
import { frechet } from '../../src/core/metric/frechet';
import { asShown } from '../../src/core/image-network/pixels';
import type { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
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

/** The networks of text to picture by way of an embedding. */
export interface UnclipNetworks {
  readonly clip: ContrastiveTrainer;
  readonly codec: AutoencoderTrainer;
  readonly prior: ImageTrainer;
  readonly unclip: ImageTrainer;
}

export interface HowUnclipped {
  readonly seed: number;
  readonly guidance?: number;
  readonly evaluations?: number;
}

const turn = (n: number) => Array.from({ length: n }, (_, i) => i);
/** Embeddings that the prior draws for embeddings of captions [n, 32], of length 1. */
export function priorOf(
  { prior }: Pick<UnclipNetworks, 'prior'>,
  texts: Float32Array,
  { seed, guidance = unclipGuidance.prior, evaluations = 10 }: HowUnclipped,
): Float32Array {
  const x = startingNoise(prior, 'prior', seed, turn(texts.length / embeddingSize));
  return unitRows(drawn({ trainer: prior, condition: toldEmbeddings(texts), x, evaluations, guidance }), embeddingSize);
}

/** Pictures [n, 784] in standard units of embeddings [n, 32]. */
export function picturesOf(
  { unclip, codec }: Pick<UnclipNetworks, 'unclip' | 'codec'>,
  embeddings: Float32Array,
  {
    seed,
    guidance = unclipGuidance.decoder,
    evaluations = 10,
    rows,
  }: HowUnclipped & { readonly rows?: readonly number[] },
): Float32Array {
  const x = startingNoise(unclip, 'decoder', seed, rows ?? turn(embeddings.length / embeddingSize));
  return asShown(
    codec.decode(drawn({ trainer: unclip, condition: toldEmbeddings(embeddings), x, evaluations, guidance })),
  );
}

/** What the manifests say: of sentences of held-out digits, with the prior and without. */
export function unclipMetrics({
  judge,
  split,
  ...networks
}: UnclipNetworks & { readonly judge: ImageClassifier; readonly split: DigitSplit }): Record<string, number> {
  const held = captioned(split.heldOut);
  const asked = askedOf(held, 500);
  const texts = embeddedTexts(
    networks.clip,
    asked.map(({ text }) => text),
  );
  const how = { seed: 1 };
  const made = picturesOf(networks, priorOf(networks, texts, how), how);
  const named = (name: string, found: object) =>
    Object.fromEntries(
      Object.entries(found).map(([key, value]) => [`${name}${key[0].toUpperCase()}${key.slice(1)}`, value as number]),
    );
  return {
    sentences: asked.length,
    ...named('prior', fulfilledBy(made, asked, judge)),
    ...named('direct', fulfilledBy(picturesOf(networks, texts, how), asked, judge)),
    frechet: frechet(judge.judge(made).features, judge.judge(standard(split.train)).features),
  };
}
