/** Names of what samplers run on and under: targets, schedules, grids of times. */
import type { SamplerName } from '../../../src/core/sampler/index';
import type { Grid } from '../../../src/engine/kinds/plane/sampling';
import { targetNames, type TargetName } from './exact-targets';
import { entryOf, type ScheduleName } from './samplers';

export const targetOptions = (Object.entries(targetNames) as [TargetName, string][]).map(([value, label]) => ({
  value,
  label,
}));
export const scheduleNames: Readonly<Record<ScheduleName, string>> = {
  linear: 'Linear',
  cosine: 'Cosine',
  'sub-vp': 'Sub-VP',
  edm: 'EDM',
  flow: 'Flow',
};
export const scheduleOptions = (Object.entries(scheduleNames) as [ScheduleName, string][]).map(([value, label]) => ({
  value,
  label,
}));
export const gridNames: Readonly<Record<Grid, string>> = {
  uniform: 'even in t',
  quadratic: 'even in √t',
  'log-snr': 'even in log-SNR',
  karras: 'Karras, ρ = 7',
};
export const gridOptions = (Object.entries(gridNames) as [Grid, string][]).map(([value, label]) => ({ value, label }));

export function samplerLabel(name: SamplerName): string {
  return entryOf(name).label;
}
