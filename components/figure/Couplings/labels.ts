/** Words of the figure of couplings, all made from its state. */
import { fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import type { Look, Looks } from './looks';
import { flowSteps, lookKey, partnersOf } from './looks';
import { couplingKinds, picked, type CloudName, type CouplingName, type CouplingsSettings } from './state';
import type { Trained } from './trained';
import { inText } from '../kit/in-text';

export const cloudLabels: Readonly<Record<CloudName, string>> = {
  gaussian: 'Gaussian noise',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  'eight-gaussians': 'Eight Gaussians',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
};

export const couplingLabels: Readonly<Record<CouplingName, string>> = {
  independent: 'Independent',
  minibatch: 'Minibatches',
  entropic: 'Entropic',
  optimal: 'Optimal',
};

/** With what it is set to. */
export function couplingTitle(kind: CouplingName, { n, size, entropy }: CouplingsSettings): string {
  if (kind === 'minibatch') return `Minibatches of ${Math.min(size, n)}`;
  if (kind === 'entropic') return `Entropic, ε = ${significant(entropy, 2)}`;
  return kind === 'optimal' ? 'Optimal transport' : 'Independent';
}

export function crossingText(look: Look): string {
  return `${grouped(look.crossings)} crossings`;
}

export function partnersText(look: Look, s: CouplingsSettings): string {
  const partners = partnersOf(look.plan, picked(s));
  return partners.length === 1
    ? 'one partner'
    : `${partners.length} partners, the likeliest ${percent(partners[0].share)}`;
}

export function linesText(look: Look, s: CouplingsSettings): string {
  return `${crossingText(look)}; ${partnersText(look, s)}`;
}

export function numberText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '–' : fixed(value, Math.abs(value) < 0.0995 ? 3 : 2);
}

export function energyText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '–' : fixed(value, Math.abs(value) < 0.0995 ? 4 : 2);
}

export function millisecondsText(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value < 0.1 ? 'below 0.1' : significant(value, 2);
}

/** Work of making the pairs that a learner is given, by the number of points. */
export const work: Readonly<Record<CouplingName, string>> = {
  independent: 'n',
  minibatch: 'n m²',
  entropic: 'n² a round',
  optimal: 'n³ at most',
};

export function trainedText(trained: Trained, i: 0 | 1): string {
  const side = trained.sides[i];
  if (side.step === 0) return 'not trained yet';
  if (side.energy.length === 0) return `step ${grouped(side.step)}`;
  const all = flowSteps.map((n, k) => `${n}: ${energyText(side.energy[k])}`).join(', ');
  return `energy distance by steps ${all}`;
}

export function summary(s: CouplingsSettings, looks: Looks, trained: Trained): string {
  const each = couplingKinds.flatMap((kind) => {
    const look = looks[kind];
    // What is stale is about to be made anew.
    if (look?.key !== lookKey(kind, s)) return [];
    const { measured } = look;
    const numbers = measured
      ? `, mean squared length ${numberText(measured.cost)}, variance of the target ${numberText(measured.floor)}, bend ${numberText(measured.bend)}, energy distance by one step ${energyText(measured.energy[0])}`
      : '';
    return [`${couplingTitle(kind, s)}: ${crossingText(look)}${numbers}.`];
  });
  const learned = [s.a, s.b].map(
    (kind, i) => `The network on ${inText(couplingTitle(kind, s))}: ${trainedText(trained, i as 0 | 1)}.`,
  );
  return [
    `${s.n} points of ${inText(cloudLabels[s.source])} and ${s.n} of ${inText(cloudLabels[s.data])}.`,
    ...each,
    ...learned,
  ].join(' ');
}
