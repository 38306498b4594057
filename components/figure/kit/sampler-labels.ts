/** Names of what samplers run on and under: targets, schedules, grids of times. */
import type { SamplerName } from '../../../src/core/sampler/index';
import type { Grid } from '../../../src/engine/kinds/plane/sampling';
import { optionsOf } from '../../control/options';
import { targetNames } from './exact-targets';
import { entryOf, type ScheduleName } from './samplers';

export const targetOptions = optionsOf(targetNames);
export const scheduleNames: Readonly<Record<ScheduleName, string>> = {
  linear: 'Linear',
  cosine: 'Cosine',
  'sub-vp': 'Sub-VP',
  edm: 'EDM',
  flow: 'Flow',
};
export const scheduleOptions = optionsOf(scheduleNames);
export const gridNames: Readonly<Record<Grid, string>> = {
  uniform: 'even in t',
  quadratic: 'even in √t',
  'log-snr': 'even in log-SNR',
  karras: 'Karras, ρ = 7',
};
export const gridOptions = optionsOf(gridNames);

export function samplerLabel(name: SamplerName): string {
  return entryOf(name).label;
}
