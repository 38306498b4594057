/** What the walk among codes is set to, and the codes that follow from it. No DOM here. */
import { inPlane, linear, spherical } from '../../../src/core/interpolate';
import { fillNormal, random } from '../../../src/core/random';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const latentWalk = schema({
  digit: number(4, { min: 0, max: 9, integer: true }),
  /** The place in the plane, in standard deviations along either direction. */
  x: number(0, { min: -2.45, max: 2.45 }),
  y: number(0, { min: -2.45, max: 2.45 }),
  /** Whose digits the plane shows. */
  map: choice(['gan', 'diffusion'], 'gan'),
  /** From one real digit to another, or from one draw to another. */
  between: choice(['digits', 'draws'], 'digits'),
  /** Which two real digits of the class: 0 the two in the page, more: two that neither model has seen, by this seed. */
  pair: number(0, { min: 0, max: 9999, integer: true }),
  way: choice(['spherical', 'linear'], 'spherical'),
  /** Steps of DDIM, there and back. */
  steps: number(50, { min: 5, max: 100, integer: true }),
  seed: seed(3),
});

export type LatentWalkSettings = SettingsOf<typeof latentWalk>;

/** Tiles of the plane along an edge, deviations between two, and to the plane's edge. */
export const tiles = 7;
export const spacing = 0.7;
export const extent = (tiles / 2) * spacing;
/** Pictures from one end to the other, both included. */
export const stripCount = 9;
/** Calls of the diffusion model for a picture of the plane, and the guidance of both of its parts that draw from noise. */
export const evaluations = 10;
export const guidance = 1;
/** Steps of the search for a code. */
export const searchSteps = 200;

/** Codes at places of the plane, [n, dim] standard normal; the origin and both directions follow from the seed. */
export function planeCodes(of: number, dim: number, places: readonly (readonly [number, number])[]): Float64Array {
  const draw = (name: string) => fillNormal(new Float64Array(dim), random(of).split(`plane ${name} ${dim}`));
  const [origin, u, v] = [draw('origin'), draw('across'), draw('up')];
  const out = new Float64Array(places.length * dim);
  places.forEach(([x, y], i) => out.set(inPlane(origin, u, v, x, y), i * dim));
  return out;
}

/** The places of all tiles, row by row from the top. */
export const tilePlaces: readonly (readonly [number, number])[] = Array.from({ length: tiles * tiles }, (_, k) => {
  const middle = (tiles - 1) / 2;
  return [((k % tiles) - middle) * spacing, (middle - Math.floor(k / tiles)) * spacing] as const;
});

/** Two seeded draws, for the ends of a way between them. */
export function endCodes(of: number, dim: number): readonly [Float64Array, Float64Array] {
  const draw = (name: string) => fillNormal(new Float64Array(dim), random(of).split(`end ${name} ${dim}`));
  return [draw('first'), draw('last')];
}

/** All codes of the way, [stripCount, dim]. */
export function wayCodes(
  [a, b]: readonly [ArrayLike<number>, ArrayLike<number>],
  way: LatentWalkSettings['way'],
): Float64Array {
  const out = new Float64Array(stripCount * a.length);
  const step = way === 'spherical' ? spherical : linear;
  for (let i = 0; i < stripCount; i++) out.set(step(a, b, i / (stripCount - 1)), i * a.length);
  return out;
}

export const pointKey = ({ digit, x, y, seed: of }: LatentWalkSettings): string => [digit, x, y, of].join(':');
export const mapKey = ({ digit, map, seed: of }: LatentWalkSettings): string => [digit, map, of].join(':');
export const endsKey = ({ digit, between: what, pair, seed: of, steps }: LatentWalkSettings): string =>
  [digit, what, what === 'digits' ? pair : of, steps].join(':');
export const wayKey = (s: LatentWalkSettings): string => `${endsKey(s)} ${s.way}`;
