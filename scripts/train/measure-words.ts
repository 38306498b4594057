import type { Batch } from '../../src/core/batch';
import {
  askedPairs,
  askedParts,
  askedPrompts,
  attributeNames,
  came,
  cameInPair,
  captionOf,
  measures,
  onPaper,
  pairParts,
  readPairPrompt,
  readPrompt,
  valueOf,
  type AskedPair,
  type AskedPrompt,
  type HalfFound,
  type Measures,
  type PromptTokens,
} from '../../src/core/caption';
import { asShown, digitDomain } from '../../src/core/image-network/pixels';
import { digitSchedule, digitTimes, DIGIT_SIGMA_MAX } from '../../src/core/image-network/sampling';
import { frechet } from '../../src/core/metric/frechet';
import { fillNormal, random } from '../../src/core/random';
import { dpmpp2m } from '../../src/core/sampler/dpmpp-2m';
import type { AutoencoderTrainer } from '../../src/net/image/autoencoder/trainer';
import type { ImageClassifier } from '../../src/net/image/classifier';
import { captionsCondition } from '../../src/net/image/objective/captioned';
import type { ImageTrainer } from '../../src/net/image/trainer';
import { factsIn } from './captioned';
import type { DigitSplit } from './files';
import { standard } from './measure';

export interface WordsOptions {
  readonly guidance: number;
  readonly seed: number;
  readonly evaluations?: number;
  /** Prompts for one digit (default), or for two. */
  readonly of?: 'digit' | 'pair';
}

/** Codes sampled to prompts by DPM-Solver++(2M) over the book's digit times, from noise that depends on the seed and the row alone; decoded, in standard units. */
export function picturesOf(
  trainer: ImageTrainer,
  codec: AutoencoderTrainer,
  prompts: readonly string[],
  { guidance, seed, evaluations = 10, of = 'digit' }: WordsOptions,
): Float32Array {
  const schedule = digitSchedule();
  const read: (typed: string) => PromptTokens = of === 'pair' ? readPairPrompt : readPrompt;
  const { extent, channels } = trainer.domain.shape;
  const dim = extent[0] * extent[1] * channels;
  const x: Batch = { data: new Float64Array(prompts.length * dim), dim };
  const root = random(seed).split('start');
  prompts.forEach((_, i) => {
    const own = x.data.subarray(i * dim, (i + 1) * dim);
    fillNormal(own, root.split(i));
    own.forEach((v, k) => (own[k] = DIGIT_SIGMA_MAX * v));
  });
  const denoiser = trainer.denoiser({
    schedule,
    guidance,
    condition: captionsCondition(prompts.map(read)),
    clip: false,
  });
  let last = x;
  for (const step of dpmpp2m({ denoiser, schedule, times: digitTimes(evaluations), x })) last = step.x;
  return asShown(codec.decode(Float32Array.from(last.data)));
}

/** Ink from 0 to 1 of pictures in standard units. */
export function inkIn(pictures: Float32Array, dim = 784): Batch {
  const { mean, deviation } = digitDomain.scale;
  return { data: Float64Array.from(pictures, (u) => Math.max(0, Math.min(1, mean + deviation * u))), dim };
}

/** What the judge and the instruments say of pictures of one digit in standard units. */
export function foundIn(judge: ImageClassifier, pictures: Float32Array): HalfFound[] {
  const { classes } = judge.judge(pictures);
  const found = measures(onPaper(inkIn(pictures)), 28);
  return Array.from(classes, (digit, i) => ({ digit, values: valuesAt(found, i) }));
}

const valuesAt = (found: Measures, i: number): HalfFound['values'] => ({
  thickness: valueOf('thickness', found.thickness[i]),
  slant: valueOf('slant', found.slant[i]),
  width: valueOf('width', found.width[i]),
});

/** The same of both halves of pictures of two digits. */
export function foundInPairs(
  judge: ImageClassifier,
  pictures: Float32Array,
): (readonly [left: HalfFound, right: HalfFound])[] {
  const n = pictures.length / 1568;
  const halves = [0, 1].map((side) => {
    const half = new Float32Array(n * 784);
    for (let row = 0; row < n * 28; row++) {
      const from = (2 * row + side) * 28;
      half.set(pictures.subarray(from, from + 28), row * 28);
    }
    return foundIn(judge, half);
  });
  return halves[0].map((left, i) => [left, halves[1][i]] as const);
}

/** Shares of what was asked that came, by part and by group, over one set of all prompts. */
export function sharesOf(
  asked: readonly AskedPrompt[],
  found: readonly HalfFound[],
): { readonly parts: Record<string, number>; readonly groups: Record<string, number> } {
  const hits = asked.map(({ prompt }, i) => came(prompt, found[i]));
  const share = (of: readonly (boolean | null)[]) => {
    const said = of.filter((one) => one !== null);
    return said.filter(Boolean).length / said.length;
  };
  const where = (holds: (one: AskedPrompt) => boolean) => hits.filter((_, i) => holds(asked[i]));
  const parts: Record<string, number> = { class: share(hits.map(({ digit }) => digit)) };
  for (const part of askedParts.filter((one) => one !== 'class'))
    parts[part] = share(where((one) => one.part === part).map(({ values }) => values));
  for (const attribute of attributeNames)
    parts[attribute] = share(
      where((one) => one.part === 'value' && one.group.startsWith(attribute)).map(({ values }) => values),
    );
  const groups = Object.fromEntries(
    [...new Set(asked.filter(({ part }) => part !== 'class').map(({ part, group }) => `${part}: ${group}`))].map(
      (name) => [name, share(where(({ part, group }) => `${part}: ${group}` === name).map(({ values }) => values))],
    ),
  );
  return { parts, groups };
}

/** Shares of the prompts for two digits, by part: classes where they were asked for, exchanged; values where they were asked for, swapped. */
export function pairSharesOf(
  asked: readonly AskedPair[],
  found: readonly (readonly [HalfFound, HalfFound])[],
): Record<string, number> {
  const all = asked.map(({ prompt, part }, i) => ({ part, ...cameInPair(prompt, found[i]) }));
  return Object.fromEntries(
    pairParts.flatMap((part) => {
      const of = all.filter((one) => one.part === part);
      const share = (name: 'classes' | 'exchanged' | 'values' | 'swapped') =>
        of.filter((one) => one[name] === true).length / of.length;
      const names =
        of[0].values === null
          ? (['classes', 'exchanged'] as const)
          : (['classes', 'exchanged', 'values', 'swapped'] as const);
      return names.map((name) => [`${part} ${name}`, share(name)]);
    }),
  );
}

/** The guidance at which manifests are measured, and the sets of all prompts. */
const MANIFEST_GUIDANCE = 2;
const MANIFEST_SETS = [1, 2];

function meanOverSets(prompts: number, one: (seed: number) => Record<string, number>): Record<string, number> {
  const sets = MANIFEST_SETS.map(one);
  return {
    guidance: MANIFEST_GUIDANCE,
    samples: sets.length * prompts,
    ...Object.fromEntries(
      Object.keys(sets[0]).map((name) => [name, sets.reduce((sum, of) => sum + of[name], 0) / sets.length]),
    ),
  };
}

/** What the manifest of `text` says: shares, and the Fréchet distance to the training digits of what comes of captions of the held-out ones, at guidance 1. */
export function wordMetrics(
  trainer: ImageTrainer,
  codec: AutoencoderTrainer,
  judge: ImageClassifier,
  { train, heldOut }: DigitSplit,
): Record<string, number> {
  const asked = askedPrompts();
  const prompts = asked.map(({ prompt }) => prompt);
  const shares = meanOverSets(asked.length, (seed) => {
    const pictures = picturesOf(trainer, codec, prompts, { guidance: MANIFEST_GUIDANCE, seed });
    return sharesOf(asked, foundIn(judge, pictures)).parts;
  });
  const draw = random(1).split('captions');
  const captions = factsIn(heldOut).facts.map((facts, i) => captionOf(facts, draw.split(i)));
  const reference = judge.judge(standard(train)).features;
  const { features } = judge.judge(picturesOf(trainer, codec, captions, { guidance: 1, seed: 1 }));
  return {
    ...shares,
    captions: captions.length,
    frechet: frechet(features, reference),
    frechetOfHeldOut: frechet(judge.judge(standard(heldOut)).features, reference),
  };
}

/** What the manifest of `pairs` says. */
export function pairMetrics(
  trainer: ImageTrainer,
  codec: AutoencoderTrainer,
  judge: ImageClassifier,
): Record<string, number> {
  const asked = askedPairs();
  const prompts = asked.map(({ prompt }) => prompt);
  return meanOverSets(asked.length, (seed) => {
    const pictures = picturesOf(trainer, codec, prompts, { guidance: MANIFEST_GUIDANCE, seed, of: 'pair' });
    return pairSharesOf(asked, foundInPairs(judge, pictures));
  });
}
