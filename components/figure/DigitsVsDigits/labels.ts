/** Words of the figure of two models of digits, all made from its state. */
import { fixed, minus, percent, significant } from '../../../src/picture/numbers';
import type { Measures, Reference } from './reference';
import { pupilCalls, shownCount, type DigitsVsDigitsSettings } from './state';
import { isMeasured, type Shown, type Side, type Sides } from './work';

export const names: Readonly<Record<Sides, string>> = { diffusion: 'Diffusion', gan: 'GAN' };

/** Who draws, in a word. */
export const nameOf = (which: Sides, { who }: Pick<DigitsVsDigitsSettings, 'who'>): string =>
  which === 'diffusion' && who !== 'teacher' ? 'Pupil' : names[which];

export const weightText = (w: number) => minus(String(Number(w.toFixed(2))));

/** What draws on the left, within a sentence. */
export const leftOf = ({ who }: Pick<DigitsVsDigitsSettings, 'who'>): string =>
  who === 'teacher' ? 'the diffusion model' : 'the pupil';

/** How each is asked. */
export function askedText(which: Sides, s: DigitsVsDigitsSettings): string {
  const { who, evaluations, guidance, shrink } = s;
  if (which === 'gan') return shrink === 1 ? 'one call of the generator' : `one call, codes times ${fixed(shrink)}`;
  if (who !== 'teacher') return `${pupilCalls(who) === 1 ? 'one evaluation' : 'two evaluations'}, guidance built in`;
  return `${evaluations} ${evaluations === 1 ? 'evaluation' : 'evaluations'}, guidance ${weightText(guidance)}`;
}

export function sideText({ classes, done }: Side, wanted: (i: number) => number): string {
  if (classes.length === 0) return `in the making, ${percent(done)}`;
  const wrong = classes.filter((c, i) => c !== wanted(i)).length;
  return wrong === 0
    ? `the judge takes all ${shownCount} for what was asked`
    : `the judge takes ${shownCount - wrong} of ${shownCount} for what was asked; the others are framed`;
}

export interface Row {
  readonly name: string;
  readonly diffusion: string;
  readonly gan: string;
  readonly real: string;
}

/** Real digits in the number of samples measured so far. */
export const realAt = ({ real }: Reference, n: number): Measures | undefined =>
  real.find((measures) => measures.n === n);

export function tableRows({ diffusion, gan }: Shown, reference: Reference): readonly Row[] {
  const n = Math.min(diffusion.measures?.n ?? Infinity, gan.measures?.n ?? Infinity);
  const real = realAt(reference, n);
  const row = (name: string, show: (measures: Measures) => string): Row => {
    const cell = (measures: Measures | null | undefined) => (measures ? show(measures) : '–');
    return { name, diffusion: cell(diffusion.measures), gan: cell(gan.measures), real: cell(real) };
  };
  const time = ({ milliseconds }: Side) =>
    Number.isFinite(milliseconds) ? `${significant(milliseconds)} ms` : 'not yet';
  return [
    row('agreement with the class', ({ agreement }) => percent(agreement)),
    row('Fréchet distance', ({ frechet }) => fixed(frechet, 1)),
    row('diversity within a class', ({ diversity }) => fixed(diversity)),
    { name: 'one picture, on your machine', diffusion: time(diffusion), gan: time(gan), real: '' },
  ];
}

/** Under the table: of how many samples it is. */
export function countText({ diffusion, gan }: Shown, left = 'the diffusion model'): string {
  const [a, b] = [diffusion.measures?.n ?? 0, gan.measures?.n ?? 0];
  const of = a === b ? `${a} samples of each` : `${a} samples of ${left} and ${b} of the GAN`;
  return `${of}; the last column is as many real digits that neither has seen.`;
}

/** What one may say of the times. */
export function timesText({ diffusion, gan }: Shown, left = 'the diffusion model'): string | null {
  const ratio = diffusion.milliseconds / gan.milliseconds;
  if (!Number.isFinite(ratio)) return null;
  return ratio >= 1
    ? `the GAN is ${significant(ratio)} times as fast`
    : `${left} is ${significant(1 / ratio)} times as fast`;
}

export function summary(s: DigitsVsDigitsSettings, shown: Shown, reference: Reference): string {
  const told = (['diffusion', 'gan'] as const).map((which) => {
    const { measures } = shown[which];
    const head = `${nameOf(which, s)}, ${askedText(which, s)}`;
    return measures
      ? `${head}: agreement ${percent(measures.agreement)}, Fréchet distance ${fixed(measures.frechet, 1)}, diversity ${fixed(measures.diversity)}, of ${measures.n} samples`
      : `${head}: being drawn`;
  });
  const n = shown.diffusion.measures?.n ?? 0;
  const real = realAt(reference, n);
  const floor = real
    ? ` As many real digits: Fréchet distance ${fixed(real.frechet, 1)}, diversity ${fixed(real.diversity)}.`
    : '';
  const times = timesText(shown, leftOf(s));
  return `Two grids of ${shownCount} digits, 0 to 9 by turns. ${told.join('. ')}.${floor}${times ? ` For one picture ${times} here.` : ''}${isMeasured(shown.diffusion) && isMeasured(shown.gan) ? '' : ' More are being drawn.'}`;
}
