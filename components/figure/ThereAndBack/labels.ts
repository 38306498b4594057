/** Words of the figure of ways to noise and back, all made from its state. */
import type { Mend } from '../../../src/core/inversion/mends';
import { fixed, minus } from '../../../src/picture/numbers';
import type { Back } from './back';
import type { Between, Strip } from './between';
import type { Along, Followed } from './direction';
import type { Edit } from './edit';
import { stripCount, strengths, type Mode, type ThereAndBackSettings } from './state';
import type { Shown } from './work';

export const modeNames: Readonly<Record<Mode, string>> = {
  back: 'Back',
  edit: 'Edit',
  between: 'Between',
  direction: 'Direction',
};

export const mendNames: Readonly<Record<Mend, string>> = {
  none: 'none',
  alike: 'guided both ways',
  negative: 'negative prompt',
  null: 'null-text',
  direct: 'direct inversion',
  exact: 'exact inversion',
};

export const alongNames = { thickness: 'thin to bold', slant: 'left to right' } as const;
export const endsNames = { draws: 'two draws', digits: 'two real digits' } as const;

export const eights = (text: string): string => text.replace(/\b([aA]) 8\b/g, '$1n 8');

export const codeText = ({ length, neighbours }: Back): string =>
  minus(`root mean square ${fixed(length)} (noise: 1), neighbours correlate at ${fixed(neighbours)}`);

export const kurtosisText = ({ kurtosis }: Back): string =>
  minus(
    `Excess kurtosis of the code: ${fixed(kurtosis, 1)}. Of noise it is 0; above that a few numbers are large and many small.`,
  );

export const backText = ({ error, calls }: Back): string =>
  `error ${error < 0.0005 ? 'below 0.001' : fixed(error, 3)}; the network was asked ${calls} times`;

export const editText = ({ as, moved }: Edit): string => eights(`read as a ${as}; moved by ${fixed(moved)}`);

export function stripText({ lengths, kept }: Strip, label: number): string {
  const middle = lengths[(stripCount - 1) / 2];
  return eights(`code in the middle ${fixed(middle)} long; ${kept} of ${stripCount} are read as a ${label}`);
}

const unit = { thickness: ' px', slant: '' } as const;
const value = (v: number | null) => (v === null ? 'no ink' : fixed(v, 2));

export function followedText({ values, kept }: Followed, along: ThereAndBackSettings['along'], label: number): string {
  const what = `${along} ${value(values[0])} to ${value(values[values.length - 1])}${unit[along]}`;
  return minus(eights(`${what}; ${kept} of ${strengths.length} are read as a ${label}`));
}

const waiting = 'in the making';

export const stripTitle = (way: 'linear' | 'spherical', { ends }: ThereAndBackSettings): string =>
  `${way === 'linear' ? 'Straight' : 'Along the sphere'}, ${endsNames[ends]}`;

const curveText = (points: Back['curve']): string =>
  points.map(({ steps, error }) => `${fixed(error, 3)} at ${steps}`).join(', ') || 'none yet';

export const curveLabel = ({ curve, plain }: Back, s: ThereAndBackSettings): string =>
  `Error against steps. Unguided: ${curveText(plain)}. With w = ${fixed(s.w, 1)}, mend ${mendNames[s.mend]}: ${curveText(curve)}.`;

export const betweenLabel = ({ linear, spherical }: Between): string =>
  `Length of the code along the way. In the middle: straight ${linear ? fixed(linear.lengths[(stripCount - 1) / 2]) : waiting}, along the sphere ${spherical ? fixed(spherical.lengths[(stripCount - 1) / 2]) : waiting}, two independent draws in a straight line 0.71.`;

export const alongLabel = ({ found, random }: Along, s: ThereAndBackSettings): string =>
  minus(
    `${s.along} against strength, from ${strengths[0]} to ${strengths[strengths.length - 1]}. Direction found: ${found ? found.values.map(value).join(', ') : waiting}. Random: ${random ? random.values.map(value).join(', ') : waiting}.`,
  );

export function summary(s: ThereAndBackSettings, shown: Shown): string {
  const { label, back, edit, between, direction } = shown;
  const start = eights(`A held-out ${label}, DDIM in ${s.steps} steps each way. `);
  if (s.mode === 'back')
    return `${start}Guidance w = ${fixed(s.w, 1)}, mend: ${mendNames[s.mend]}. ${back ? `Code: ${codeText(back)}. Back: ${backText(back)}. ${curveLabel(back, s)}` : waiting}`;
  if (s.mode === 'edit')
    return `${start}${eights(`Asked to come back as a ${s.to}`)}, w = ${fixed(s.w, 1)}. ${edit?.edits.map((one) => `${mendNames[one.mend]}: ${editText(one)}`).join('. ') ?? waiting}.`;
  if (s.mode === 'between') return `${start}Between ${endsNames[s.ends]}. ${between ? betweenLabel(between) : waiting}`;
  return `${start}Along ${alongNames[s.along]}. ${direction ? alongLabel(direction, s) : waiting}`;
}
