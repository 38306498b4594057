/** Words of the figure of translation, all made from its state. */
import { fixed, percent } from '../../../src/picture/numbers';
import { isDomain, type Kind, type TranslationSettings } from './state';
import type { Reading, Shown, Stop } from './work';

export const kindNames: Readonly<Record<Kind, string>> = {
  type: 'handwriting to type',
  hand: 'type to handwriting',
  bold: 'thin to bold',
  thin: 'bold to thin',
  slanted: 'upright to slanted',
  upright: 'slanted to upright',
};

export const wayNames = { bridge: 'bridge', sdedit: 'SDEdit' } as const;

/** What of a picture says whether the change has been made: which kind it is called, its stroke, or how it leans. */
export function styleText({ to }: Pick<TranslationSettings, 'to'>, { type, thickness, slant }: Reading): string {
  if (to === 'type' || to === 'hand') return `type ${percent(type)}`;
  if (to === 'bold' || to === 'thin') return thickness === null ? 'no stroke' : `stroke ${fixed(thickness, 1)} px`;
  return slant === null ? 'no ink' : `slant ${fixed(slant, 2)}`;
}

export const readAs = ({ digit }: Reading, label: number | null): string =>
  label === null || digit === label ? `read as ${digit}` : `read as ${digit}, not ${label}`;

export const answerText = (s: TranslationSettings, one: Reading, label: number | null): string =>
  `${readAs(one, label)} · ${styleText(s, one)} · moved ${fixed(one.apart, 2)}`;

export const noiseText = (sigma: number): string =>
  sigma < 0.005 ? '0' : fixed(sigma, sigma < 1 ? 2 : sigma < 10 ? 1 : 0);

export function routeTitle({ to, way, strength }: TranslationSettings): string {
  if (!isDomain(to)) return 'From noise, beside the picture';
  if (way === 'sdedit') return `Noised, and out of the noise: strength ${fixed(strength, 2)}`;
  return to === 'type'
    ? 'Into the noise by the model of handwriting, out of it by that of type'
    : 'Into the noise by the model of type, out of it by that of handwriting';
}

/** What the noisiest state is like. */
export function routeText(route: readonly Stop[]): string {
  if (route.length === 0) return '';
  const top = route.reduce((most, one) => (one.sigma > most.sigma ? one : most));
  return `At its noisiest, ${noiseText(top.sigma)} times the deviation of the data, the state has a root mean square of ${fixed(top.size, 2)}; noise has 1.`;
}

export function summary({ settings: s, source, answers, route }: Shown): string {
  const what = s.picture === null ? `A held-out ${s.digit}` : 'Your picture';
  const how = !isDomain(s.to)
    ? 'by the network that learned from pairs'
    : s.way === 'bridge'
      ? 'over a bridge, which draws nothing and has one answer'
      : `by SDEdit of strength ${fixed(s.strength, 2)}${s.pull > 0 ? `, pulled by ${fixed(s.pull, 2)}` : ''}`;
  const before = source.reading
    ? ` Before: ${readAs(source.reading, source.label)}, ${styleText(s, source.reading)}.`
    : '';
  if (answers.length === 0) return `${what}, ${kindNames[s.to]}, ${how}: under way.`;
  const after = answers.map((one, i) => `${i + 1}: ${answerText(s, one, source.label)}`).join('; ');
  return `${what}, ${kindNames[s.to]}, ${how}.${before} ${answers.length === 1 ? 'The answer' : 'Answers'} ${after}. ${routeText(route)}`;
}
