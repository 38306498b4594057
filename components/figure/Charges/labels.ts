/** Words of the figure of charges, all made from its state. */
import { fixed, percent, significant } from '../../../src/picture/numbers';
import { heightOf, howMany, pickedOf, placesOf, type ChargesSettings, type SetName } from './state';
import type { Arrivals } from '../../../src/core/electrostatics/flux';
import type { Crowd, Lines } from './work';

export const spaceLabels: Readonly<Record<ChargesSettings['space'], string>> = {
  line: '1 + 1: a line',
  plane: '2 + 1: a plane',
};

export const setLabels: Readonly<Record<SetName | 'own', string>> = {
  two: 'Two',
  five: 'Five',
  ring: 'Ring of eight',
  letter: 'Letter S',
  own: 'Yours',
};

export function dome({ space }: Pick<ChargesSettings, 'space'>): string {
  return space === 'line' ? 'half circle' : 'hemisphere';
}

export function heightText(z: number): string {
  return z >= 1 ? fixed(z) : significant(z, 2);
}

export function placeText(s: Pick<ChargesSettings, 'space' | 'at'>, index: number): string {
  const places = placesOf(s);
  const x = `x ${fixed(places[2 * index])}`;
  return s.space === 'line' ? x : `${x}, y ${fixed(places[2 * index + 1])}`;
}

export function linesTitle({ few }: { readonly few: boolean }): string {
  return `Lines of the field${few ? ', a few of them while you move' : ''}`;
}

/** Where the points are, under the picture. */
export function pointsText(s: ChargesSettings, { descent, landing }: Lines): string {
  const n = descent.from.length;
  if (s.down === 0) return `${n} points spread evenly on the ${dome(s)} of radius ${fixed(s.radius, 1)}`;
  const z = heightOf(s);
  if (s.down === 1)
    return `z = ${heightText(z)}, the last: ${landing.landed} points, on average ${significant(landing.off, 2)} from the nearest charge`;
  const waiting = descent.from.filter((own) => own < z).length;
  return `z = ${heightText(z)}: ${n - waiting} points on their way${waiting > 0 ? `, ${waiting} still on the ${dome(s)}` : ''}`;
}

export interface Spread {
  readonly least: number;
  readonly most: number;
  readonly even: number;
}

export function spreadOf({ counts, landed }: Pick<Crowd, 'counts' | 'landed'>): Spread {
  const shares = counts.map((each) => each / Math.max(1, landed));
  return { least: Math.min(...shares), most: Math.max(...shares), even: 1 / counts.length };
}

/** With one decimal where it says something. */
export function shareText(value: number): string {
  return `${fixed(100 * value, 1).replace(/\.0$/, '')}\u00a0%`;
}

export function sharesText(crowd: Crowd): string {
  const { least, most, even } = spreadOf(crowd);
  if (crowd.counts.length === 1) return `all of ${crowd.landed} points`;
  return `${shareText(least)} to ${shareText(most)} of ${crowd.landed} points; equal: ${shareText(even)}`;
}

export function fluxText({ flux }: { readonly flux: ArrayLike<number> }, arrivals: Arrivals | null): string {
  const [low, high] = [Math.min(...Array.from(flux)), Math.max(...Array.from(flux))];
  return `exact flux: ${fixed(low)} to ${fixed(high)} of even; ${arrivals ? `bars: ${arrivals.lines} lines` : 'lines on their way'}`;
}

export function summary(
  s: ChargesSettings,
  lines: Lines,
  crowd: Crowd,
  flux: { readonly flux: ArrayLike<number> },
): string {
  const n = howMany(s);
  const { least, most, even } = spreadOf(crowd);
  const [low, high] = [Math.min(...Array.from(flux.flux)), Math.max(...Array.from(flux.flux))];
  const picked = pickedOf(s);
  const own = lines.landing.charge.filter((each) => each === picked).length;
  return [
    `${n} ${n === 1 ? 'charge' : 'charges'} ${s.space === 'line' ? 'on a line' : 'in a plane'}, ${s.space === 'line' ? 'at ' : ''}${Array.from({ length: n }, (_, i) => (s.space === 'line' ? fixed(placesOf(s)[2 * i]) : `(${fixed(placesOf(s)[2 * i])}, ${fixed(placesOf(s)[2 * i + 1])})`)).join(', ')}.`,
    `${lines.descent.from.length} lines of their field come from a ${dome(s)} of radius ${fixed(s.radius, 1)} and end at the charges${picked >= 0 ? `; ${own} of them at charge ${picked + 1}, which stand out` : ''}.`,
    `${pointsText(s, lines)}.`,
    n > 1
      ? `Of ${crowd.landed} points spread evenly over it the charges receive ${percent(least)} to ${percent(most)} each; equal shares would be ${percent(even)}.`
      : '',
    `The flux through the ${dome(s)} is ${fixed(low)} to ${fixed(high)} times that of an even law.`,
  ]
    .filter((each) => each !== '')
    .join(' ');
}
