/** Words of the figure of charges, all made from its state. */
import { energyDistanceText, fixed, percent, significant } from '../../../src/picture/numbers';
import {
  heightOf,
  howMany,
  pickedOf,
  placesOf,
  cloudName,
  type ChargesSettings,
  type CloudName,
  type SetName,
  type Where,
} from './state';
import type { Arrivals } from '../../../src/core/electrostatics/flux';
import type { Flux } from '../../../src/engine/kinds/charges/types';
import type { Crowd, Down, Lines } from './work';

export const spaceLabels: Readonly<Record<ChargesSettings['space'], string>> = {
  line: '1 + 1: a line',
  plane: '2 + 1: a plane',
};

export const setLabels: Readonly<Record<SetName | CloudName | 'own', string>> = {
  two: 'Two',
  five: 'Five',
  ring: 'Ring of eight',
  letter: 'Letter S',
  moons: 'Moons',
  spiral: 'Spiral',
  gaussians: 'Eight Gaussians',
  own: 'Yours',
};

export function dome({ space }: Pick<ChargesSettings, 'space'>): string {
  return space === 'line' ? 'half circle' : 'hemisphere';
}

export function heightText(z: number): string {
  return z >= 1 ? fixed(z) : significant(z, 2);
}

export function placeText(s: Where & Pick<ChargesSettings, 'space'>, index: number): string {
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

/** Where a crowd has come down among a cloud. */
export function downText({ landed, off }: Crowd, down: Down | null): string {
  return down
    ? `${landed} points, ${significant(off, 2)} from the nearest charge: ${energyDistanceText(down.energy)}`
    : 'points on their way';
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

/** Of a cloud no lines are sent up: `arrivals` is undefined there. */
export function fluxText(found: Flux | null, arrivals: Arrivals | null | undefined): string {
  if (!found) return 'exact flux on its way';
  const [low, high] = [Math.min(...found.flux), Math.max(...found.flux)];
  const exact = `exact flux: ${fixed(low)} to ${fixed(high)} of even`;
  return arrivals === undefined
    ? exact
    : `${exact}; ${arrivals ? `bars: ${arrivals.lines} lines` : 'lines on their way'}`;
}

export function summary(
  s: ChargesSettings,
  lines: Lines,
  crowd: Crowd,
  found: { readonly flux: ArrayLike<number> } | null,
  down: Down | null = null,
): string {
  const n = howMany(s);
  const flux = Array.from(found?.flux ?? []);
  const picked = pickedOf(s);
  const own = lines.landing.charge.filter((each) => each === picked).length;
  const cloud = cloudName(s);
  const each = (i: number) =>
    s.space === 'line' ? fixed(placesOf(s)[2 * i]) : `(${fixed(placesOf(s)[2 * i])}, ${fixed(placesOf(s)[2 * i + 1])})`;
  const at = cloud ? `points of “${setLabels[cloud]}”` : Array.from({ length: n }, (_, i) => each(i)).join(', ');
  const { least, most, even } = spreadOf(crowd);
  return [
    `${n} ${n === 1 ? 'charge' : 'charges'} ${s.space === 'line' ? 'on a line' : 'in a plane'}, ${s.space === 'line' && !cloud ? 'at ' : ''}${at}.`,
    `${lines.descent.from.length} lines of their field come from a ${dome(s)} of radius ${fixed(s.radius, 1)} and end at the charges${picked >= 0 ? `; ${own} of them at charge ${picked + 1}, which ${cloud ? 'can be moved' : 'stand out'}` : ''}.`,
    `${pointsText(s, lines)}.`,
    cloud
      ? `Of a crowd spread evenly over it, ${downText(crowd, down)}.`
      : n > 1
        ? `Of ${crowd.landed} points spread evenly over it the charges receive ${percent(least)} to ${percent(most)} each; equal shares would be ${percent(even)}.`
        : '',
    flux.length > 0
      ? `The flux through the ${dome(s)} is ${fixed(Math.min(...flux))} to ${fixed(Math.max(...flux))} times that of an even law.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
