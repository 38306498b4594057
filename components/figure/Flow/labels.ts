/** Words of the flow figure, all made from its state. */
import { energyDistanceText, fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { isBuilt } from '../run';
import type { Carried, Met } from './exact';
import { clouds, noiseOf, type CloudName, type FlowSettings } from './state';
import type { Learned } from './useFlow';

export const cloudLabels: Readonly<Record<CloudName, string>> = {
  gaussian: 'Gaussian noise',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  'eight-gaussians': 'Eight Gaussians',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
  pinwheel: 'Pinwheel',
  drawn: 'Your drawing',
};

export const cloudOptions = clouds.map((value) => ({ value, label: cloudLabels[value] }));

export function cloudInText(cloud: CloudName): string {
  return cloud === 'gaussian' ? 'Gaussian noise' : cloudLabels[cloud].replace(/^[A-Z]/, (c) => c.toLowerCase());
}

export const pathLabels: Readonly<Record<FlowSettings['path'], string>> = {
  linear: 'linear, 1 − t and t',
  trigonometric: 'variance preserving, cosine and sine',
  'encoding-decoding': 'through noise alone, encoding then decoding',
};

export const couplingLabels: Readonly<Record<FlowSettings['coupling'], string>> = {
  independent: 'each with each',
  optimal: 'optimal transport',
};

export function vectorText([u, v]: readonly [number, number]): string {
  return `(${significant(u, 2)}, ${significant(v, 2)})`;
}

export function timeText(t: number): string {
  return `t\u00a0=\u00a0${fixed(t)}`;
}

/** How many pairs it takes to hold 90 % of the posterior; null where more than are drawn. */
export function pairsOfMost({ lines }: Met): number | null {
  let sum = 0;
  const at = lines.findIndex(({ weight }) => (sum += weight) >= 0.9);
  return at < 0 ? null : at + 1;
}

export function meetingText(met: Met): string {
  const most = pairsOfMost(met);
  const held = most === null ? `the ${met.lines.length} shown hold ${percent(met.shown)}` : `${most} hold 90\u00a0%`;
  const who = met.pairs === 1 ? 'one pair' : `${grouped(met.pairs)} pairs meet, ${held}`;
  return `${who}; mean ${vectorText(met.mean)}, spread ${significant(met.spread, 2)}`;
}

export function carriedText(found: Pick<Carried, 'energy'>, steps: number): string {
  return `${steps} ${steps === 1 ? 'step' : 'steps'}: ${energyDistanceText(found.energy)} at the end`;
}

export function learnedTitle(learned: Learned | null): string {
  return learned ? `Learned velocity, step ${grouped(learned.snapshot.step)}` : 'Learned velocity';
}

export function summary(
  s: FlowSettings,
  met: Met,
  found: Carried | null,
  learned: Learned | null,
  error: number | null,
): string {
  const noise = noiseOf(s);
  return [
    `From ${cloudInText(s.source)} at t = 1 to ${cloudInText(s.data)} at t = 0, path ${pathLabels[s.path]}${noise > 0 ? `, noise up to ${fixed(noise)}` : ''}, pairs ${couplingLabels[s.coupling]}.`,
    `At the place (${fixed(s.x)}, ${fixed(s.y)}) and ${timeText(s.t)} ${meetingText(met)}.`,
    found ? `The exact velocity carries samples in ${carriedText(found, s.carry)}.` : '',
    learned
      ? `A network of ${grouped(learned.snapshot.step)} steps${isBuilt(learned.snapshot) ? ', trained when the page was built,' : ''} carries them to an ${energyDistanceText(learned.snapshot.energyDistance)}${error === null ? '' : `; its velocity is off by ${significant(error, 2)}, root mean square where points are`}.`
      : 'The network has not been trained yet.',
  ]
    .filter(Boolean)
    .join(' ');
}
