import { cosines } from '../../src/core/contrastive';
import { readPrompt } from '../../src/core/caption/index';
import { clipImage, clipText, embeddingSize } from '../../src/core/image-network/contrastive';
import { random } from '../../src/core/random';
import { createContrastive } from '../../src/net/image/contrastive/create';
import { shippedContrastive as settings } from '../../src/net/image/contrastive/settings';
import type { ContrastiveTrainer } from '../../src/net/image/contrastive/trainer';
import { beside } from '../../src/net/image/gan/saved';
import { captionsCondition } from '../../src/net/image/objective/captioned';
import { captioned, shown, type CaptionedDigits } from './facts';
import { readDigits, readShipped } from './files';
import { standard } from './measure';
import { minutesOf, numbersOnly, rounded, writePacked } from './packed';
import { run } from './run';

/** Trains the shipped encoders against each other and writes both. */
export async function trainClip(options: readonly string[]): Promise<number> {
  const split = await readDigits();
  const pairs = shown(split.train);
  const trainer = await createContrastive('simd', settings);
  trainer.setData({ pictures: pairs, captioner: pairs.captioner });
  const seconds = await run(trainer, {
    name: 'clip',
    total: settings.decaySteps,
    identity: JSON.stringify([settings, split.hash]),
    fresh: options.includes('--fresh'),
    minutes: minutesOf(options),
  });
  if (seconds === undefined) return 0;
  const { ema, steps, images } = trainer.save();
  const { image: _image, text: _text, seed, ...how } = settings;
  const training = {
    command: 'npm run train -- clip',
    seed,
    steps,
    images,
    flops: steps * trainer.flopsPerStep,
    dataHash: split.hash,
    seconds: Math.round(seconds),
    settings: numbersOnly(how),
  };
  const cut = trainer.image.size;
  const halves = [ema.slice(0, cut), ema.slice(cut)] as const;
  trainer.load({ weights: beside(rounded(clipImage, halves[0]), rounded(clipText, halves[1])) });
  const metrics = contrastiveMetrics(trainer, captioned(split.heldOut));
  writePacked('clip-image', clipImage, halves[0], training, metrics);
  writePacked('clip-text', clipText, halves[1], training, metrics);
  return 0;
}

/** The shipped encoders on the kernel, and the hashes of their weights. */
export async function shippedClip(dataHash: string) {
  const [image, text] = [
    readShipped('clip-image', clipImage, dataHash),
    readShipped('clip-text', clipText, dataHash),
  ] as const;
  const trainer = await createContrastive('simd', settings);
  trainer.load({ weights: beside(image.weights, text.weights) });
  return {
    clip: trainer,
    hashes: { 'clip-image': image.manifest.weights.hash, 'clip-text': text.manifest.weights.hash },
  };
}

/** Embeddings of prompts as typed. */
export function embeddedTexts(clip: ContrastiveTrainer, texts: readonly string[]): Float32Array {
  return clip.captions(captionsCondition(texts.map((text) => readPrompt(text))));
}

/** Captions among which the right one is looked for. */
export const crowd = 32;

/**
 * What the manifests say, of held-out digits: how often a digit's own caption is nearest among `crowd`, and of two sentences, one true and one false, how often the
 * true one is nearer.
 */
export function contrastiveMetrics(
  clip: ContrastiveTrainer,
  digits: CaptionedDigits,
  seed = 5,
): Record<string, number> {
  const embeddings = clip.pictures(standard(digits));
  const n = digits.labels.length;
  const draw = random(seed).split('captions');
  const captions = clip.captions(
    captionsCondition(Array.from({ length: n }, (_, row) => digits.captioner(row, draw.split(row)))),
  );
  return {
    digits: n,
    retrieval: retrieval(embeddings, captions),
    retrievalOfPictures: retrieval(captions, embeddings),
    ...Object.fromEntries(
      (
        [
          ['thickness', 'thin', 'bold'],
          ['slant', 'left', 'right'],
          ['width', 'narrow', 'wide'],
        ] as const
      ).map(([attribute, a, b]) => [
        `${attribute}Told`,
        toldApart(
          embeddings,
          embeddedTexts(
            clip,
            [a, b].map((word) => (attribute === 'slant' ? `leaning ${word}` : word)),
          ),
          digits.facts.map((facts) => (facts[attribute] === a ? 0 : facts[attribute] === b ? 1 : null)),
        ),
      ]),
    ),
    classTold: toldApart(
      embeddings,
      embeddedTexts(
        clip,
        Array.from({ length: 10 }, (_, digit) => String(digit)),
      ),
      digits.facts.map(({ digit }) => digit),
    ),
  };
}

/** Share of the rows of `a` whose own row of `b` is the nearest in its group of `crowd`; what does not fill a group is left out. */
function retrieval(a: Float32Array, b: Float32Array): number {
  const groups = Math.floor(a.length / embeddingSize / crowd);
  let right = 0;
  for (let g = 0; g < groups; g++) {
    const part = (rows: Float32Array) => rows.subarray(g * crowd * embeddingSize, (g + 1) * crowd * embeddingSize);
    const found = cosines(part(a), part(b), embeddingSize);
    for (let i = 0; i < crowd; i++) {
      const row = found.subarray(i * crowd, (i + 1) * crowd);
      if (row.indexOf(Math.max(...row)) === i) right++;
    }
  }
  return right / (groups * crowd);
}

/** Share of pictures whose true sentence is the nearest; those of which none is known to be true are left out. */
function toldApart(pictures: Float32Array, texts: Float32Array, truth: readonly (number | null)[]): number {
  const found = cosines(pictures, texts, embeddingSize);
  const m = texts.length / embeddingSize;
  const asked = truth.flatMap((right, i) => {
    if (right === null) return [];
    const row = found.subarray(i * m, (i + 1) * m);
    return [row.indexOf(Math.max(...row)) === right];
  });
  return asked.filter(Boolean).length / asked.length;
}
