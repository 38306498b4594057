/** Words of the guidance figure, all made from its state. */
import { fixed, minus, percent, significant } from '../../../src/picture/numbers';
import { nested } from './data';
import { hasFlow } from './guide';
import type { Marks } from './measure';
import { isPlain, type GuidanceSettings } from './state';
import { estimate, type Cloud, type Densities, type Shown } from './work';

export const methodNames: Readonly<Record<GuidanceSettings['method'], string>> = {
  free: 'classifier-free',
  classifier: 'a classifier',
  clean: 'a classifier of clean data',
};
export const dataNames: Readonly<Record<GuidanceSettings['data'], string>> = {
  three: 'three classes',
  nested: 'a Gaussian in a Gaussian',
};
export const samplerNames: Readonly<Record<GuidanceSettings['sampler'], string>> = {
  ode: 'ODE (DPM++ 2M)',
  sde: 'with noise (ancestral)',
};
export const diversityNames: Readonly<Record<GuidanceSettings['diversity'], string>> = {
  coverage: 'coverage',
  spread: 'spread',
};
export const letters = ['A', 'B', 'C'] as const;

export const letterOf = (s: Pick<GuidanceSettings, 'data' | 'class'>) => (s.data === 'nested' ? 'A' : s.class);

/** `2`, `−0.5`: the weight as short as it is. */
export const weightText = (w: number) => minus(String(Number(w.toFixed(2))));

export function marksText({ agreement, coverage, spread }: Marks, letter: string): string {
  return `${percent(agreement)} are ${letter}; coverage ${fixed(coverage)}, spread ${spread < 100 ? fixed(spread) : significant(spread, 1)}`;
}

/** A warning where samples leave the class behind, else nothing. */
export function offText({ off }: Marks, letter: string): string {
  return off > 0.02 ? `; ${percent(off)} where ${letter} has next to nothing` : '';
}

/** What is done beside plain classifier-free guidance by exact models, as a list in words; empty for that itself. */
export function extras(s: GuidanceSettings): readonly string[] {
  const dull = s.fault > 0 ? `blurred by ${fixed(s.fault)}` : '';
  return [
    ...(s.method === 'free' ? [] : [`guided by ${methodNames[s.method]}${dull && `, ${dull}`}`]),
    ...(s.method === 'free' && dull ? [`the unconditional model ${dull}`] : []),
    ...(s.limited
      ? [`guided for t from ${fixed(Math.min(s.from, s.to))} to ${fixed(Math.max(s.from, s.to))} only`]
      : []),
    ...(s.phi > 0 ? [`rescaled by φ = ${fixed(s.phi)}`] : []),
    ...(s.sampler === 'sde' ? ['sampled with noise'] : []),
  ];
}

/** Whether the two ways of guiding are one, in numbers. */
export function apartText({ apart, settings }: Cloud): string | null {
  if (apart === null) return null;
  const same = apart < 1e-6;
  return same
    ? `Each point ends within ${significant(apart, 1)} of where classifier-free guidance by exact models takes its seed: the two are one.`
    : `The farthest point ends ${significant(apart, 2)} from where classifier-free guidance by exact models takes its seed${settings.sampler === 'sde' ? ' with the same noise' : ''}.`;
}

export function ownText({ settings, apart }: Densities): string {
  const how = hasFlow(settings)
    ? 'exact, along the ODE'
    : `from ${estimate.count} samples, blurred by ${estimate.width}`;
  return `${how}; total variation from the tempered one ${fixed(apart)}`;
}

/** Standard deviation per axis that guidance of one Gaussian inside another comes to: of the flow, and of the tempered density. */
export function nestedWidths(w: number): { readonly flow: number; readonly tempered: number } {
  const { inner, outer } = nested;
  return { flow: inner * (inner / outer) ** w, tempered: ((1 + w) / inner ** 2 - w / outer ** 2) ** -0.5 };
}

/** Samples of the nested data against both closed forms; null where guidance is not what these are of. */
export function nestedText({ settings: s, points: { data: x } }: Cloud): string | null {
  if (s.data !== 'nested' || s.sampler !== 'ode' || !isPlain(s)) return null;
  const deviation = Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
  const { flow, tempered } = nestedWidths(s.w);
  return `Standard deviation per axis: ${fixed(deviation, 3)} of ${x.length / 2} samples in ${s.steps} steps; ${fixed(flow, 3)} of the guided flow, in closed form; ${fixed(tempered, 3)} of the tempered density.`;
}

export function summary(s: GuidanceSettings, { cloud, densities }: Shown): string {
  const letter = letterOf(cloud.settings);
  const more = extras(cloud.settings);
  const { w } = cloud.settings;
  const same = apartText(cloud) ?? nestedText(cloud);
  const settled =
    densities.settings === cloud.settings || JSON.stringify(densities.settings) === JSON.stringify(cloud.settings);
  return (
    `Samples of class ${letter} of ${dataNames[s.data]}, guidance weight ${weightText(w)}${more.length > 0 ? `, ${more.join(', ')}` : ''}: ${marksText(cloud.marks, letter)} of the class’s own${offText(cloud.marks, letter)}.` +
    (settled
      ? ` The tempered density would give: ${marksText(densities.temperedMarks, letter)}. The density of the samples is ${fixed(densities.apart)} from it in total variation.`
      : ' The densities are being computed.') +
    (same ? ` ${same}` : '')
  );
}
