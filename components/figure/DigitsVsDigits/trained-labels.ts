/** Words of both models in training, all made from their state. */
import { duration, fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { names } from './labels';
import type { DigitsVsDigitsSettings } from './state';
import type { Learned, Lesson } from './trained';
import type { Sides } from './work';
import { budgets } from '../kit/digit-budgets';

export const unitNames: Readonly<Record<DigitsVsDigitsSettings['by'], string>> = {
  examples: 'examples',
  flops: 'operations',
  time: 'time',
};
export const sizeNames: Readonly<Record<DigitsVsDigitsSettings['size'], string>> = {
  short: 'short',
  middle: 'middle',
  long: 'long',
};

/** What both have to spend, in words. */
export function budgetText({ by, size }: Pick<DigitsVsDigitsSettings, 'by' | 'size'>): string {
  const budget = budgets[by][size];
  switch (by) {
    case 'examples':
      return `${grouped(budget)} examples each`;
    case 'flops':
      return `${significant(budget / 1e12)} × 10¹² operations each`;
    case 'time':
      return `${duration(budget / 1000)} of training each`;
  }
}

export const dataText = ({ count, only }: Pick<DigitsVsDigitsSettings, 'count' | 'only'>): string =>
  only === null ? `${grouped(count)} digits` : `at most ${grouped(count)} digits of class ${only} alone`;

export const learnedTitle = (which: Sides, { settings }: Lesson): string =>
  `${names[which]}, from ${dataText(settings)}`;

export function learnedText({ spent, looks, grey }: Learned): string {
  if (spent.examples === 0) return 'nothing learned yet';
  const cost = `${grouped(spent.examples)} examples, ${significant(spent.flops / 1e12)} × 10¹² operations, ${duration(spent.milliseconds / 1000)}`;
  const last = looks.at(-1)?.measures;
  if (!last) return grey.length > 0 ? `${cost}; being judged` : cost;
  return `${cost}; agreement ${percent(last.agreement)}, diversity ${fixed(last.diversity)}`;
}

export function lessonSummary(lesson: Lesson): string {
  const { settings, diffusion, gan } = lesson;
  return `Two models that learn from ${dataText(settings)} side by side, ${budgetText(settings)}. Diffusion: ${learnedText(diffusion)}. GAN: ${learnedText(gan)}.`;
}
