/** Words of the figure of damaged digits, all made from its state. */
import { methodNames, methods, type MethodName } from '../../../src/core/inverse/registry';
import { whyNot } from '../../../src/engine/kinds/shipped/restoring';
import type { ClassicalName } from '../../../src/engine/kinds/shipped/restoring-without';
import { fixed, percent, significant } from '../../../src/picture/numbers';
import type { MaskName } from './mask-code';
import { kindOf, noiseOf, type Measured } from './measured';
import { readings, type Spread } from './spread';
import type { Damage, RestoreSettings } from './state';
import type { Standing } from './useRestore';
import type { Answers } from './work';

export const damageNames: Readonly<Record<Damage, string>> = {
  mask: 'a part is missing',
  small: 'made smaller',
  blur: 'blurred',
  noise: 'under noise',
  jpeg: 'quantised, as JPEG does',
  projections: 'random projections',
  fourier: 'Fourier magnitudes',
};
export const maskNames: Readonly<Record<MaskName, string>> = {
  left: 'the left half',
  right: 'the right half',
  upper: 'the upper half',
  lower: 'the lower half',
  outside: 'all but the middle',
  none: 'nothing',
  painted: 'as painted',
};
export const classicalTexts: Readonly<Record<ClassicalName, string>> = {
  bicubic: 'bicubic',
  wiener: 'Wiener filter',
  variation: 'total variation',
  nearest: 'nearest digit',
};
export const brushNames = { scratch: 'scratch out', back: 'put back' } as const;
export type Brush = keyof typeof brushNames;

/** Methods as a menu names them: who cannot answer says so. */
export function methodOptions(s: RestoreSettings): readonly { readonly value: MethodName; readonly label: string }[] {
  return methodNames.map((value) => {
    const { label, of } = methods[value];
    if (whyNot(value, kindOf(s.damage), noiseOf(s)) === null) return { value, label };
    return { value, label: `${label}: ${of === 'linear' ? 'linear measurements only' : 'needs a noise above 0'}` };
  });
}

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

export function measuredText(s: RestoreSettings, { y }: Measured): string {
  const noise = `noise ${fixed(s.noise)}`;
  switch (s.damage) {
    case 'mask':
      return `${y.length} of 784 pixels, ${noise}`;
    case 'small':
      return `${y.length} of 784 numbers, ${noise}`;
    case 'blur':
      return `blur of ${fixed(s.blur, 1)} pixels, ${noise}`;
    case 'noise':
      return `noise ${fixed(s.grain)}, ink is 1`;
    case 'jpeg':
      return `${y.filter((v) => v !== 0).length} of 784 numbers are not 0`;
    case 'projections':
      return `${y.length} numbers for 784 pixels, ${noise}`;
    case 'fourier':
      return `sizes without phases, ${noise}`;
  }
}

/** How the answers on show were made. */
export function madeText(
  { key, method, classes, evaluations, pulls, milliseconds }: Answers,
  standing: Standing,
): string {
  if (key === '' || standing === 'stale') return 'in the making';
  const first = standing === 'look' ? 'a first look: ' : '';
  const back = pulls > 0 ? ', each followed back' : '';
  const time = Number.isFinite(milliseconds) ? `, ${significant(milliseconds)} ms` : '';
  return `${first}${plural(classes.length, 'answer')} by ${methods[method].label}, ${plural(evaluations, 'evaluation')} for each${back}${time}`;
}

/** `6 of 8 are read as a 7, 2 as a 9` */
export function readText(classes: readonly number[]): string {
  const [first, ...rest] = readings(classes);
  if (!first) return 'nothing to read yet';
  const named = (digit: number) => (digit === 8 ? 'an 8' : `a ${digit}`);
  const begin =
    first.times === classes.length
      ? `All ${classes.length} are read as ${named(first.digit)}`
      : `${first.times} of ${classes.length} are read as ${named(first.digit)}`;
  return [begin, ...rest.map(({ digit, times }) => `${times} as ${named(digit)}`)].join(', ');
}

export const errorText = ({ meanError, error }: Spread): string =>
  `Root mean square error, ink being 1: ${fixed(meanError, 3)} of their mean, ${fixed(error, 3)} of a single answer`;

export function coveredText(
  { covered: { within, of, expected } }: Spread,
  { missing }: Pick<Answers, 'missing'>,
): string {
  if (of === 0) return 'The answers agree with each other and with the truth in every pixel';
  const which = missing ? 'missing pixels' : 'pixels';
  return `Of the ${of} ${which} where answers or truth differ, the truth lies within the answers’ range at ${fixed(within, 0)}; about right would be ${fixed(expected, 0)}`;
}

export function misfitText({ misfit, noise }: Answers): string {
  return `Measured again, the answers miss what was measured by ${fixed(misfit, 3)}; its noise is ${fixed(noise, 3)}`;
}

export const sureText = (p: number): string => (p > 0.995 ? '99\u00a0%' : percent(p));

export function summary(
  s: RestoreSettings,
  what: string,
  problem: string | null,
  answers: Answers,
  spread: Spread | null,
): string {
  const damage = s.damage === 'mask' ? 'a part of it missing' : damageNames[s.damage];
  const head = `${what}, ${damage}.`;
  if (problem !== null) return `${head} ${problem}`;
  if (!spread) return `${head} Answers are being made.`;
  return `${head} ${methods[answers.method].label}: ${readText(answers.classes)}. ${errorText(spread)}. ${coveredText(spread, answers)}.`;
}
