/** The map in words. */
import type { Block } from '../../../src/core/image-network/blocks';
import type { Shape } from '../../../src/core/image-network/shape';
import { fixed, grouped, percent } from '../../../src/picture/index';
import { judged, map, type Drawn, type NetworkMapSettings } from './state';

export const offLabels: Readonly<Record<NetworkMapSettings['off'], string>> = {
  nothing: 'nothing',
  dense: 'dense blocks',
  residual: 'residual blocks',
  skip: 'skip',
  noise: 'noise level',
};

/** What is left without it, for captions. */
export const lackLabels: Readonly<Record<NetworkMapSettings['off'], string>> = {
  nothing: 'Everything on',
  dense: 'Without the dense blocks',
  residual: 'Without the residual blocks',
  skip: 'Without the skip',
  noise: 'Not told the noise level',
};

export const shapeText = ({ extent, channels }: Shape): string => [...extent, channels].join(' × ');

export const shortName = ({ name }: Block): string => name.replace(' block', '');

/** `3: dense block, 7 × 7 × 48`. */
export const blockText = (i: number): string => `${i + 1}: ${map.blocks[i].name}, ${shapeText(map.blocks[i].to)}`;

export function costText(i: number): string {
  const { parameters, flops } = map.blocks[i];
  return `${grouped(parameters)} parameters, ${fixed(flops / 1e6)} MFLOP`;
}

export const agreementText = ({ agreed }: Drawn): string => `${agreed} of ${judged} are taken for what was asked`;

export function summary(s: NetworkMapSettings, whole: Drawn, lacking: Drawn | null): string {
  const look = `A U-Net in ${map.blocks.length} blocks. Shown: the output of block ${blockText(s.block)}, for a noised ${s.digit} at t = ${fixed(s.t)}.`;
  const all = `With everything on, the judge takes ${percent(whole.agreed / judged)} of ${judged} samples for the digit asked for`;
  if (s.off === 'nothing') return `${look} ${all}.`;
  return `${look} ${all}; ${lackLabels[s.off].toLowerCase()}, ${lacking ? percent(lacking.agreed / judged) : 'not drawn yet'}.`;
}
