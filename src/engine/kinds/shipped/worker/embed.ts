/** Prompts and pictures into the space that they share. */
import { readPrompt } from '../../../../core/caption/index';
import { cosines } from '../../../../core/contrastive';
import { embeddingSize } from '../../../../core/image-network/contrastive';
import type { ContrastiveTrainer } from '../../../../net/image/contrastive/trainer';
import { captionsCondition } from '../../../../net/image/objective/captioned';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { Embedded, EmbedSpec } from '../embed';
import { inUnits, pictureSize } from '../pixels';
import type { DigitNetworks } from './networks';
import { parts } from './parts';

/** Rows that are embedded between two looks at the messages. */
const embeddedAtOnce = 16;

export async function embed(spec: EmbedSpec, networks: DigitNetworks, { gone }: Listener): Promise<Embedded> {
  const { texts = [], pixels = 'standard' } = spec;
  const clip = await networks.clip();
  const begun = performance.now();
  const rest = yielding(gone);
  const told = await embeddedTexts(clip, texts, rest);
  const seen = await embeddedPictures(clip, inUnits(spec.pictures ?? [], pixels, 'standard'), rest);
  return {
    texts: told,
    pictures: seen,
    cosines: cosines(seen, told, embeddingSize),
    temperature: clip.settings.temperature,
    backend: clip.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}

/** [n, 32] of prompts as typed, each of length 1. */
export async function embeddedTexts(
  clip: ContrastiveTrainer,
  texts: readonly string[],
  rest: () => Promise<void>,
): Promise<Float32Array> {
  const out = new Float32Array(texts.length * embeddingSize);
  for (const { first, count } of parts(texts.length, embeddedAtOnce)) {
    const some = texts.slice(first, first + count).map((text) => readPrompt(text));
    out.set(clip.captions(captionsCondition(some)), first * embeddingSize);
    await rest();
  }
  return out;
}

/** [n, 32] of pictures [n, 784] in standard units. */
export async function embeddedPictures(
  clip: ContrastiveTrainer,
  pictures: Float32Array,
  rest: () => Promise<void>,
): Promise<Float32Array> {
  const n = pictures.length / pictureSize;
  const out = new Float32Array(n * embeddingSize);
  for (const { first, count } of parts(n, embeddedAtOnce)) {
    const some = pictures.subarray(first * pictureSize, (first + count) * pictureSize);
    out.set(clip.pictures(some), first * embeddingSize);
    await rest();
  }
  return out;
}

/** One embedding, `n` times. */
export const repeated = (row: Float32Array, n: number): Float32Array =>
  Float32Array.from({ length: n * row.length }, (_, k) => row[k % row.length]);
