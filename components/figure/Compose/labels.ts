/** Words of the composition figure, all made from its state. */
import { energyDistanceText, fixed, significant } from '../../../src/picture/numbers';
import { curveTimes } from './fields';
import { shares } from './shapes';
import type { ComposeSettings } from './state';
import { isCurrent, type Samples, type Shown } from './work';

export const operationNames: Readonly<Record<ComposeSettings['operation'], string>> = {
  product: 'A and B: product',
  conjunction: 'A and B: conditions',
  mixture: 'A or B',
  negation: 'A, not B',
};
export const shapeNames: Readonly<Record<ComposeSettings['shapes'], string>> = {
  blobs: 'blobs',
  rings: 'rings',
  bars: 'bars',
};

/** The density that is asked for. */
export function wantedText({ operation, gamma }: ComposeSettings): string {
  switch (operation) {
    case 'product':
      return 'the product of the two densities, in closed form';
    case 'conjunction':
      return `their product over p = ${shares.a} A + ${shares.b} B + ${shares.rest} of a wide Gaussian, by sums on a grid`;
    case 'mixture':
      return 'half A, half B, in closed form';
    case 'negation':
      return `A’s density over B’s to the power ${fixed(gamma)}, a tenth of B being a wide Gaussian; by sums on a grid`;
  }
}

/** What is done to the scores at every noise level. */
export function doneText({ operation, weigh, gamma }: ComposeSettings): string {
  switch (operation) {
    case 'product':
      return 'Score of A + score of B';
    case 'conjunction':
      return 'Score of A + score of B − score of p';
    case 'mixture':
      return weigh ? 'Scores weighed by the densities' : 'Average of the two scores';
    case 'negation':
      return `Score of A − ${fixed(gamma)} score of B`;
  }
}

const lower = (text: string) => text[0].toLowerCase() + text.slice(1);

export function correctionsText(n: number): string {
  return n === 0 ? 'no corrections' : `${n} Langevin ${n === 1 ? 'move' : 'moves'} a level`;
}

export function samplesText({ distance, outside, settings }: Samples): string {
  return `${correctionsText(settings.corrections)}: ${energyDistanceText(distance)}${outside > 0 ? `; ${outside} outside the picture` : ''}`;
}

/** What the steps cost when their score is right. */
export function idealText(s: ComposeSettings, shown: Shown): string {
  const of = isCurrent(s, shown);
  const told = of.ideal
    ? `The same ${s.steps} steps with the true score of the noised answer: ${energyDistanceText(shown.ideal.distance)}.`
    : 'The same steps with the true score are being taken.';
  const { uncorrected } = shown.samples;
  return uncorrected === null || !of.samples
    ? told
    : `${told} With the composed score and no corrections: ${energyDistanceText(uncorrected)}.`;
}

/** The curve's largest value with its place; null while it is not done. */
export function worst({ curve }: Shown): { readonly t: number; readonly error: number } | null {
  if (curve.errors.length < curveTimes.length) return null;
  const at = curve.errors.reduce((found, error, i) => (error > curve.errors[found] ? i : found), 0);
  return { t: curveTimes[at], error: curve.errors[at] };
}

export function summary(s: ComposeSettings, shown: Shown): string {
  const of = isCurrent(s, shown);
  const head = `${operationNames[s.operation]}, of ${shapeNames[s.shapes]}. Wanted: ${wantedText(s)}. At every noise level: ${lower(doneText(s))}; ${correctionsText(s.corrections)}.`;
  if (!of.samples || !of.truth) return `${head} The samples are being made.`;
  const peak = of.curve ? worst(shown) : null;
  return (
    `${head} Its samples are at ${energyDistanceText(shown.samples.distance)} from the answer; as many true points are at ${significant(shown.truth.floor, 2)} on average. ${idealText(s, shown)}` +
    (peak
      ? ` The composed score is ${significant(shown.curve.errors[0], 2)} off at t = ${fixed(curveTimes[0])}, most at t = ${fixed(peak.t)}, ${significant(peak.error, 2)}, and ${significant(shown.curve.errors.at(-1) ?? NaN, 2)} at t = 1, as an error in ε.`
      : '')
  );
}
