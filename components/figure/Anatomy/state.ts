/** What the anatomy of a system is set to, and the questions that follow from it. No DOM here. */
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { boolean, choice, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import { longestPrompt, mostSteps, stepsTaken, type AnatomySpec } from '../../../src/engine/kinds/shipped/anatomy';
import { thresholdings } from '../../../src/core/image-network/cascade';
import type { CascadeSpec } from '../../../src/engine/kinds/shipped/cascade';
import type { UnclipSpec } from '../../../src/engine/kinds/shipped/unclip';
import { racers } from '../kit/samplers';
import { blockNames, diagrams, hasBlock, systems } from './diagrams';

export { longestPrompt };
const digit = (initial: number) => number(initial, { min: 0, max: 9, integer: true });

export const anatomyFigure = schema({
  system: choice(systems, 'stable-diffusion'),
  /** The block that is opened; `none` for none, `first` for the one that the system opens with. */
  block: choice(['first', 'none', ...blockNames], 'first'),
  /** The step that is shown: the first is 0. */
  step: number(4, { min: 0, max: mostSteps, integer: true }),
  prompt: text('a bold slanted seven', longestPrompt),
  seed: seed(7),
  steps: number(10, { min: 2, max: mostSteps, integer: true }),
  sampler: choice(racers, 'dpmpp2m'),
  /** Whether there is guidance, and its weight w of Ho and Salimans 2022. */
  guided: boolean(true),
  w: number(2, { min: -1, max: 15 }),
  /** Whether the words reach the network. */
  words: boolean(true),
  /** Whether every step's guess is decoded. */
  every: boolean(true),
  /** Where the latent begins. */
  start: choice(['noise', 'picture'], 'noise'),
  /** The page's digit that is begun with, varied, or the first of two; the second; strength of image to image; how far from one to the other. */
  digit: digit(3),
  strength: number(0.6, { min: 0.1, max: 1 }),
  other: digit(8),
  share: number(0.5, { min: 0, max: 1 }),
  /** What the image embedding of unCLIP comes from. */
  from: choice(['text', 'picture', 'between', 'difference'], 'text'),
  prior: boolean(true),
  /** The second prompt of a difference. */
  towards: text('a thin slanted seven', longestPrompt),
  /** What Imagen does to guesses that leave the range of pixels, and the noise put on what a stage is given. */
  threshold: choice(thresholdings, 'dynamic'),
  augmentation: number(0.2, { min: 0, max: 1 }),
});

export type AnatomySettings = SettingsOf<typeof anatomyFigure>;

/** The block that stands open; null for none. */
export function openBlock({ system, block }: Pick<AnatomySettings, 'system' | 'block'>): string | null {
  if (block === 'none') return null;
  return hasBlock(system, block) ? block : diagrams[system].opened;
}

/** The first of the page's two real digits of a class, in standard units. */
export function pictureOf(label: number): Float32Array {
  const found = sampleDigits().find((one) => one.label === label);
  if (!found) throw new RangeError(`no digit ${label} in the page (expected 0 to 9)`);
  return Float32Array.from(fromGrey(found.pixels));
}

/** Steps that are shown: Imagen has as many for each of its three stages, unCLIP for prior and decoder. */
export function shownSteps(s: AnatomySettings): number {
  switch (s.system) {
    case 'stable-diffusion':
      return stepsTaken(s.steps, s.start === 'picture' ? s.strength : 1);
    case 'unclip':
      return priorRuns(s) ? 2 * s.steps : s.steps;
    case 'imagen':
      return 3 * s.steps;
  }
}

export const priorRuns = ({ from, prior }: Pick<AnatomySettings, 'from' | 'prior'>): boolean =>
  from === 'text' && prior;

export function stableRequest(s: AnatomySettings): AnatomySpec {
  return {
    prompt: s.prompt,
    words: s.words,
    ...(s.guided && { guidance: s.w }),
    seed: s.seed,
    steps: s.steps,
    sampler: s.sampler,
    every: s.every,
    ...(s.start === 'picture' && { from: { picture: pictureOf(s.digit), strength: s.strength } }),
  };
}

export function unclipRequest(s: AnatomySettings): UnclipSpec {
  const w = s.guided ? s.w : 0;
  return {
    source: unclipSource(s),
    seed: s.seed,
    guidance: { decoder: w },
    evaluations: { prior: s.steps, decoder: s.steps },
    path: true,
  };
}

function unclipSource(s: AnatomySettings): UnclipSpec['source'] {
  switch (s.from) {
    case 'text':
      return { kind: 'text', text: s.prompt, count: 1, prior: s.prior };
    case 'picture':
      return { kind: 'picture', picture: pictureOf(s.digit), count: 1 };
    case 'between': {
      const pictures = new Float32Array(2 * 784);
      pictures.set(pictureOf(s.digit));
      pictures.set(pictureOf(s.other), 784);
      return { kind: 'between', pictures, shares: [s.share] };
    }
    case 'difference':
      return { kind: 'difference', picture: pictureOf(s.digit), from: s.prompt, to: s.towards, shares: [s.share] };
  }
}

export function imagenRequest(s: AnatomySettings): CascadeSpec {
  return {
    text: s.words ? s.prompt : '',
    count: 1,
    seed: s.seed,
    guidance: s.guided ? s.w : 0,
    thresholding: s.threshold,
    augmentation: s.augmentation,
    evaluations: [s.steps, s.steps, s.steps],
    pixels: 'ink',
    path: true,
  };
}

/** What the answer depends on: not which block is open, nor which step is shown. Pictures are told by their digits. */
export function requestKey(s: AnatomySettings): string {
  const requests = { 'stable-diffusion': stableRequest, unclip: unclipRequest, imagen: imagenRequest };
  const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? [s.digit, s.other] : value);
  return JSON.stringify([s.system, requests[s.system](s)], plain);
}
