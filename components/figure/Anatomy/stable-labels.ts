/** The latent system in words, all from its state. */
import { readPrompt } from '../../../src/core/caption/index';
import { fixed, minus, significant } from '../../../src/picture/numbers';
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import { samplerLabel } from '../kit/sampler-labels';
import { calls } from './costs';
import type { AnatomySettings } from './state';
import { one, quoted } from './words';
import { askedOf, sizeOf, stableStep, wordNames } from './stable';

export const weightText = (w: number) => minus(String(Number(w.toFixed(2))));
/** Noise levels, from 30 down to hundredths. */
export const sigmaText = (sigma: number) => (sigma === 0 ? '0' : significant(sigma, 2));

export const stepText = (step: number, last: number) => `step ${step + 1} of ${last + 1}`;

/** What is in each block at a step, spoken. */
export function stableSays(s: AnatomySettings, found: Anatomy, step: number): (block: string) => string {
  const names = wordNames(s, found);
  const now = stableStep(found, step);
  const says: Readonly<Record<string, () => string>> = {
    prompt: () => (s.words ? `${quoted(s.prompt)}, ${names.length} words` : 'not used: the network hears nothing'),
    text: () => `${names.length} rows of ${found.textChannels} numbers`,
    start: () =>
      found.source
        ? `a code under noise of deviation ${sigmaText(found.sigmas[0])}`
        : `noise of deviation ${sigmaText(found.sigmas[0])}, 7 by 7 places of 4 numbers`,
    denoiser: () => `guesses the clean code at noise ${sigmaText(now.sigma)}`,
    guidance: () =>
      s.guided
        ? `w = ${weightText(s.w)}; with and without words differ by ${fixed(sizeOf(now.difference))} a number`
        : 'off: the answer with the words is taken as it is',
    scheduler: () => `${samplerLabel(s.sampler)}, noise from ${sigmaText(now.sigma)} to ${sigmaText(now.next)}`,
    decoder: () => (now.decoded ? 'the guess as 28 by 28 pixels' : 'waits for the last code'),
    picture: () => 'what came',
    digit: () => (found.source ? `a real ${s.digit}` : 'not used: it begins at noise'),
    encoder: () => (found.source ? 'its code, 7 by 7 places of 4 numbers' : 'not used: it begins at noise'),
  };
  return (block) => says[block]?.() ?? '';
}

export function loopText(s: AnatomySettings, found: Anatomy): readonly string[] {
  const steps = found.sigmas.length - 1;
  const { each } = calls(s);
  const asked = found.evaluations * each;
  return [`${steps} ${steps === 1 ? 'step' : 'steps'}`, `network asked ${asked}×`];
}

export function promptProblems(prompt: string): readonly string[] {
  return readPrompt(prompt).problems;
}

/** What came, beside what was asked: `bold: kept, 3.10 pixels wide`. */
export function askedText(prompt: string, picture: Float32Array): string {
  const asked = askedOf(prompt, picture);
  if (asked.length === 0) return 'no thickness, slant or width was asked for';
  return asked
    .map(({ attribute, wish, value, number, kept }) =>
      value === null
        ? `${wish}: no ink to measure`
        : `${wish}: ${kept ? 'yes' : `no, ${value}`} (${attribute} ${fixed(number)})`,
    )
    .join('; ');
}

export function stableSummary(s: AnatomySettings, found: Anatomy, step: number): string {
  const now = stableStep(found, step);
  const last = found.sigmas.length - 2;
  const began = found.source ? `${one(s.digit)} at strength ${fixed(s.strength)}` : 'noise';
  const guided = s.guided ? `guidance w = ${weightText(s.w)}` : 'no guidance';
  return `A latent diffusion system taken apart, for ${quoted(s.prompt)}${s.words ? '' : ', not heard'}, from ${began}, ${guided}, ${samplerLabel(s.sampler)}. ${stepText(step, last)}: noise ${sigmaText(now.sigma)} to ${sigmaText(now.next)}; the guess has size ${fixed(sizeOf(now.guess))}, what the words change ${fixed(sizeOf(now.difference))}. Of the picture: ${askedText(s.prompt, found.picture)}.`;
}
