/** Words of the gan-lab figure, all made from its state. */
import type { TargetSpec } from '../../../src/core/data/target';
import type { GanLoss, GanRules } from '../../../src/core/gan/settings';
import type { PlaneGanSnapshot } from '../../../src/engine/kinds/plane-gan/types';
import { energyDistanceText, grouped, percent, significant } from '../../../src/picture/numbers';
import type { GanLabSettings } from './state';
import { gameOf, targetKind } from './state';

export const lossLabels: Readonly<Record<GanLoss, string>> = {
  'non-saturating': 'non-saturating',
  saturating: 'saturating',
  'least-squares': 'least squares',
  hinge: 'hinge',
  wasserstein: 'Wasserstein',
};

export const targetLabels: Readonly<Record<TargetSpec['kind'], string>> = {
  'eight-gaussians': 'Ring of eight',
  'twenty-five-gaussians': 'Grid of 25',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
  pinwheel: 'Pinwheel',
  letter: 'A letter',
  drawn: 'Draw your own',
};

/** As in the middle of a sentence. */
export function targetInText(s: GanLabSettings): string {
  const kind = targetKind(s);
  if (kind === 'drawn') return 'your drawing';
  if (kind === 'letter') return `the letter ${s.letter.toUpperCase()}`;
  return `the ${targetLabels[kind].replace(/^[A-Z]/, (c) => c.toLowerCase())}`;
}

/** The rules in a few words: `hinge, R1 0.1, spectral norm`. */
export function rulesText(rules: GanRules): string {
  const parts = [`${lossLabels[rules.loss]} loss${rules.relativistic ? ' of pairs' : ''}`];
  if (rules.gradientPenalty > 0) parts.push(`gradient penalty ${significant(rules.gradientPenalty)}`);
  if (rules.r1 > 0) parts.push(`R1 ${significant(rules.r1)}`);
  if (rules.r2 > 0) parts.push(`R2 ${significant(rules.r2)}`);
  if (rules.spectralNorm) parts.push('spectral norm');
  if (rules.instanceNoise > 0) parts.push(`instance noise ${significant(rules.instanceNoise)}`);
  if (rules.discriminatorSteps > 1) parts.push(`${rules.discriminatorSteps} steps of D for one of G`);
  return parts.join(', ');
}

export function gameTitle(seen: PlaneGanSnapshot | null): string {
  return seen ? `The game, step ${grouped(seen.step)}` : 'The game';
}

/** How the generator stands: in modes where there are any to count. */
export function standing(seen: PlaneGanSnapshot): string {
  return seen.modes > 0 ? `${seen.modesCovered} of ${seen.modes} modes` : energyDistanceText(seen.energyDistance);
}

export interface Seen {
  readonly snapshot: PlaneGanSnapshot;
  /** Share of the fakes that the discriminator takes for real. */
  readonly taken: number;
  /** Mean length of the arrows. */
  readonly pull: number;
  /** Learned when the page was built and not here. */
  readonly built: boolean;
}

export function summary(s: GanLabSettings, seen: Seen | null, running: boolean): string {
  const what = `Two networks play for ${targetInText(s)} (${rulesText(gameOf(s).rules)})`;
  if (!seen) return `${what}. Neither has been trained yet.`;
  const { snapshot, taken, pull, built } = seen;
  const reached =
    snapshot.modes > 0
      ? `the generator reaches ${snapshot.modesCovered} of ${snapshot.modes} modes, with ${percent(snapshot.between)} of its points between them`
      : `the generator's points are at ${energyDistanceText(snapshot.energyDistance)} from the data`;
  const steps = `After ${grouped(snapshot.step)} steps${built ? ' when the page was built' : ''}`;
  const judged = Number.isFinite(taken)
    ? `; the discriminator takes ${percent(taken)} of the fakes for real, and pulls at them with ${significant(pull)} on average`
    : '';
  return `${what}${running ? ', now running' : ''}. ${steps} ${reached}${judged}.`;
}
