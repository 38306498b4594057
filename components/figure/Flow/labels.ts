/** Words of the flow figure, all made from its state. */
import { energyDistanceText, fixed, grouped, significant } from '../../../src/picture/numbers';
import { isBuilt } from '../run';
import { detourOf, type Carried } from './exact';
import { type Met } from './meeting';
import { clouds, noiseOf, type CloudName, type FlowSettings } from './state';
import type { Learned } from './useFlow';
import { inText } from '../kit/in-text';

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
  return cloud === 'gaussian' ? 'Gaussian noise' : inText(cloudLabels[cloud]);
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

export function meetingText(met: Pick<Met, 'most' | 'mean' | 'spread'>): string {
  const who = met.most === 1 ? 'one pair holds 90\u00a0%' : `${grouped(met.most)} pairs hold 90\u00a0%`;
  return `${who} of what passes; mean velocity ${vectorText(met.mean)}, deviation about it ${significant(met.spread, 2)}`;
}

export function carriedText(found: Pick<Carried, 'energy' | 'states'>, steps: number): string {
  const longer = found.states.length > 0 ? `; ways ${fixed(detourOf(found))} times the straight ones` : '';
  return `${steps} ${steps === 1 ? 'step' : 'steps'}: ${energyDistanceText(found.energy)} at the end${longer}`;
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
