/** Words of the figure of paths, all made from its state. */
import { fixed, grouped } from '../../../src/picture/numbers';
import { crowdCount, lineCount, type SdeSettings } from './settings';
import type { Shown } from './shown';

export const modeLabels: Readonly<Record<SdeSettings['mode'], string>> = {
  line: 'on a line',
  plane: 'in the plane',
  bridge: 'bridges',
};
export const directionLabels: Readonly<Record<SdeSettings['direction'], string>> = {
  reverse: 'noise to data',
  forward: 'data to noise',
};
export const processLabels: Readonly<Record<SdeSettings['process'], string>> = {
  vp: 'VP',
  'sub-vp': 'sub-VP',
  ve: 'VE',
  flow: 'flow',
};
export const lineLabels: Readonly<Record<SdeSettings['line'], string>> = { two: 'two modes', three: 'three modes' };
export const planeLabels: Readonly<Record<SdeSettings['plane'], string>> = {
  eight: 'eight Gaussians',
  three: 'three modes',
};

export const lambdaText = (lambda: number) => (Number.isInteger(lambda) ? String(lambda) : fixed(lambda));

/** What the walkers follow, with its lambda where it has one. */
export function processTitle({ mode, direction, lambda }: SdeSettings): string {
  if (mode === 'bridge') return 'Bridges: forward paths with both ends given';
  if (direction === 'forward') return 'Forward SDE';
  if (lambda === 0) return 'Probability-flow ODE, η = 0';
  if (lambda === 1) return 'Reverse SDE, η = 1';
  return `${lambda < 1 ? 'Between the ODE and the SDE' : 'More noise than the SDE'}, η = ${lambdaText(lambda)}`;
}

/** `Ways of 48 of 2000 walkers; VP; 100 Euler–Maruyama steps`. */
export function courseText(s: SdeSettings, drawn = lineCount): string {
  const steps =
    s.mode === 'bridge'
      ? `${s.steps} steps, each exact`
      : `${s.steps} ${s.direction === 'reverse' && s.lambda === 0 ? 'Euler' : 'Euler–Maruyama'} steps`;
  return `Ways of ${drawn} of ${grouped(crowdCount(s))} walkers; ${processLabels[s.process]}; ${steps}`;
}

/** Name of the axis of places. Under VP the scale is 1. */
export function axisText({ process }: SdeSettings): string {
  return process === 'vp' ? 'x' : 'x / √(α² + σ²)';
}

/** A share with one decimal: `1.9 %`. */
export function share(value: number): string {
  return `${fixed(100 * value, 1)}\u00a0%`;
}

export function gapText({ gap, chance }: Shown): string {
  if (gap === null) return 'none: pinned';
  return `${share(gap)}${gap > chance.high ? ', more than chance' : ''}`;
}

/** In the plane the gap is a mean over directions, whose spread depends on the distribution: there the average alone is told. */
export function chanceText({ chance, settings }: Shown): string {
  return settings.mode === 'plane'
    ? `${share(chance.mean)} on average`
    : `${share(chance.mean)}; once in 20 over ${share(chance.high)}`;
}

/** Where the path picked out stands, of places over their scale: one number or two. */
export function placeText(place: ArrayLike<number>): string {
  return place.length === 1 ? fixed(place[0]) : `(${fixed(place[0])}, ${fixed(place[1])})`;
}

export function pathText(path: number, place: ArrayLike<number>, time: string): string {
  return `path ${path}: ${placeText(place)} at ${time}`;
}

export interface Picked {
  readonly path: number;
  readonly start: ArrayLike<number>;
  readonly here: ArrayLike<number>;
}

export function summary(s: SdeSettings, time: string, shown: Shown | null, picked: Picked | null): string {
  const where = s.mode === 'plane' ? 'in the plane' : 'on a line';
  const way =
    s.mode === 'bridge'
      ? `forward under ${processLabels[s.process]} from x0 = ${fixed(s.from)} to ${fixed(s.to)} at the noise end, both given`
      : `${directionLabels[s.direction]} under ${processLabels[s.process]}${s.direction === 'reverse' ? ` with η = ${lambdaText(s.lambda)}` : ''}`;
  const crowd = !shown
    ? 'The crowd is being computed.'
    : shown.gap === null
      ? 'Here all are pinned to one place.'
      : `The largest gap between their cumulative distribution and the exact one is ${share(shown.gap)}${s.mode === 'plane' ? ', averaged over six directions' : ''}; as many true samples give ${share(shown.chance.mean)} on average${s.mode === 'plane' ? '' : ` and over ${share(shown.chance.high)} once in twenty`}.`;
  const remembered =
    shown && Number.isFinite(shown.memory) ? ` Rank correlation with the start: ${fixed(shown.memory)}.` : '';
  const one = picked
    ? ` Path ${picked.path} began at ${placeText(picked.start)} and is at ${placeText(picked.here)}.`
    : '';
  return `${grouped(crowdCount(s))} walkers ${where}, ${way}, in ${s.steps} steps, at ${time}. ${crowd}${remembered}${one}`;
}
