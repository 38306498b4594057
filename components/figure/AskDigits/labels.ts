/** Words of the figure that asks for digits, all made from its state. */
import { fixed, minus, percent } from '../../../src/picture/numbers';
import { crowd, shownCount, weights, type AskDigitsSettings } from './state';
import { isMeasured, type Measured, type Pictures, type Shown } from './work';

export const howNames: Readonly<Record<AskDigitsSettings['how'], string>> = {
  free: 'classifier-free',
  classifier: 'a classifier',
};
export const spaceNames: Readonly<Record<AskDigitsSettings['space'], string>> = {
  pixels: 'pixels',
  codes: '32 numbers, then decoded',
};
export const operationNames: Readonly<Record<AskDigitsSettings['operation'], string>> = {
  both: 'both at once',
  average: 'average of scores',
  coin: 'one or the other, by turns',
  without: 'the first without the second',
};

export const weightText = (w: number) => minus(String(Number(w.toFixed(2))));

/** What is asked for. */
export function titleText({ mode, digit, other, w, operation, strength }: AskDigitsSettings): string {
  if (mode === 'guidance') return `${digit}, guided with w = ${weightText(w)}`;
  switch (operation) {
    case 'both':
      return `A ${digit} and an ${other}, ${fixed(strength, 1)} of each`.replace(/an (?!8)/, 'a ');
    case 'average':
      return `Half the score of ${digit}, half that of ${other}`;
    case 'coin':
      return `${digit} or ${other}, by turns`;
    case 'without':
      return `${digit}, away from ${other} by ${fixed(strength, 1)}`;
  }
}

/** What is done beside plain classifier-free guidance. */
export function extras({ mode, space, how, limited, from, to, phi, clip }: AskDigitsSettings): readonly string[] {
  const guided = mode === 'guidance';
  const codes = space === 'codes';
  return [
    ...(codes ? ['drawn as codes'] : []),
    ...(guided && !codes && how === 'classifier' ? ['by a classifier'] : []),
    ...(guided && limited ? [`for noise from ${fixed(Math.min(from, to))} to ${fixed(Math.max(from, to))} only`] : []),
    ...(guided && (codes || how === 'free') && phi > 0 ? [`rescaled by φ = ${fixed(phi)}`] : []),
    ...(clip || codes ? [] : ['guesses not clipped']),
  ];
}

export function picturesText({ classes, done, settings: s }: Pictures): string {
  if (classes.length === 0) return `in the making, ${percent(done)}`;
  const called = (c: number) => classes.reduce((sum, one) => sum + (one === c ? 1 : 0), 0);
  const more = extras(s);
  const said =
    s.mode === 'guidance' || s.digit === s.other
      ? `the judge calls ${called(s.digit)} of ${shownCount} a ${s.digit}`
      : `of ${shownCount} the judge calls ${called(s.digit)} a ${s.digit} and ${called(s.other)} a ${s.other}`.replace(
          /a 8/g,
          'an 8',
        );
  return [said.replace(/a 8/g, 'an 8'), ...more].join('; ');
}

export function measuredText(measured: Measured): string {
  const { settings: s, marks, calls } = measured;
  if (s.mode === 'guidance')
    return isMeasured(measured)
      ? `${crowd} pictures at each of ${weights.length} weights, the same noise`
      : `measured at ${marks.length} of ${weights.length} weights`;
  if (calls.length === 0) return 'being made and judged';
  const rest = crowd - calls[s.digit] - (s.digit === s.other ? 0 : calls[s.other]);
  return `${crowd} pictures; ${rest} of them neither ${s.digit} nor ${s.other}`;
}

export function summary(s: AskDigitsSettings, { pictures, measured }: Shown): string {
  const head = `${shownCount} pictures by the shipped network: ${titleText(s)}; ${picturesText(pictures)}.`;
  if (!isMeasured(measured)) return `${head} The measurements are being made.`;
  if (s.mode === 'compose')
    return `${head} Of ${crowd} such pictures the judge calls ${measured.calls.map((n, c) => `${n} a ${c}`).join(', ')}.`;
  return `${head} Agreement and diversity beside real digits' 1: ${measured.marks.map((m) => `${percent(m.agreement)} and ${fixed(m.diversity)} at w = ${weightText(m.w)}`).join('; ')}.`;
}
