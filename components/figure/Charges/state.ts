/** What the figure of charges is set to. No DOM here. */
import { batch, type Batch } from '../../../src/core/batch';
import { glyphs } from '../../../src/core/data/glyphs';
import { charges, goldenAngle, type Charges } from '../../../src/core/electrostatics/index';
import { mostCharges } from '../../../src/engine/kinds/charges/types';
import { cloudOf } from '../../../src/engine/kinds/plane/charged';
import { choice, nested, number, schema, type SettingsOf } from '../../../src/core/schema';

/** Charges lie within this distance of the origin, in data units. */
export const reach = 2.6;
/** As many charges as can be told apart; a cloud of data has more. */
export const most = 12;
export const cloudSizes = { min: 100, max: mostCharges } as const;
export const radii = { min: 3.2, max: 24 } as const;
export const lastHeights = { min: 0.001, max: 0.3 } as const;
export const lineCounts = { min: 12, max: 160 } as const;
export const tilts = { min: 6, max: 84 } as const;

/** x, y pairs, in data units. On a line only x counts. */
export type Places = readonly number[];

export const sets = {
  two: [-1.5, -0.6, 1.5, 0.6],
  five: [-2.1, 0.5, -1.3, -1.4, -0.2, 1.2, 0.7, -0.4, 2.2, 0.3],
  // Turned by half of half a step, so that no two lie above each other on the line.
  ring: Array.from({ length: 8 }, (_, i) => (Math.PI * (2 * i + 0.5)) / 8).flatMap((angle) => [
    tidy(2.2 * Math.cos(angle)),
    tidy(2.2 * Math.sin(angle)),
  ]),
  letter: alongStrokes('S', most),
} as const satisfies Record<string, Places>;

export type SetName = keyof typeof sets;
export const setNames = Object.keys(sets) as readonly SetName[];

/** Data of the plane's presets, each point a charge. */
export const clouds = { moons: 'two-moons', spiral: 'spiral', gaussians: 'eight-gaussians' } as const;
export type CloudName = keyof typeof clouds;
export const cloudNames = Object.keys(clouds) as readonly CloudName[];

/** A point of a cloud that a hand has moved: which, and where to. */
export type Shift = readonly [index: number, x: number, y: number];

export const chargesSchema = schema({
  /** Data on a line with one dimension more, or in the plane with one more. */
  space: choice(['line', 'plane'], 'line'),
  /** A ready set or a cloud by its name, or x, y pairs. */
  at: nested<SetName | CloudName | Places>('five', parsePlaces),
  /** Points of the cloud. */
  points: number(500, { ...cloudSizes, integer: true }),
  /** Points of the cloud that were moved by hand, the last dozen. */
  shifts: nested<readonly Shift[]>([], parseShifts),
  /** Of the hemisphere from which lines and points come, in data units. */
  radius: number(6, radii),
  /** The height at which the points stop. */
  last: number(0.02, lastHeights),
  /** How far the points have come: 0 on the hemisphere, 1 at the last height; even in the logarithm of the height. */
  down: number(0, { min: 0, max: 1 }),
  /** Field lines on the line; in the plane twice as many. */
  lines: number(60, { ...lineCounts, integer: true }),
  /** The charge whose lines stand out, from 1; 0 for none. */
  pick: number(2, { min: 0, max: mostCharges, integer: true }),
  /** From where the scene is seen, in degrees. */
  turn: number(28, { min: -180, max: 180 }),
  tilt: number(24, tilts),
});

export type ChargesSettings = SettingsOf<typeof chargesSchema>;

/** What the charges follow from. */
export type Where = Pick<ChargesSettings, 'at'> & Partial<Pick<ChargesSettings, 'points' | 'shifts'>>;

/** The cloud that is shown, if it is one. */
export function cloudName({ at }: Pick<ChargesSettings, 'at'>): CloudName | null {
  return cloudNames.find((name) => name === at) ?? null;
}

/** The last cloud asked for: while a hand moves, the same again and again. */
let drawn: { readonly key: string; readonly places: Places } | null = null;

export function placesOf(s: Where): Places {
  const { at, points = chargesSchema.defaults.points, shifts = [] } = s;
  const name = cloudName(s);
  if (name === null) return typeof at === 'string' ? sets[at as SetName] : at;
  const key = [name, points, shifts.join(',')].join(' ');
  if (drawn?.key !== key) {
    const places = Array.from(cloudOf({ kind: clouds[name] }, points).data);
    for (const [index, x, y] of shifts) if (index < points) places.splice(2 * index, 2, x, y);
    drawn = { key, places };
  }
  return drawn.places;
}

export function howMany(s: Where): number {
  return placesOf(s).length / 2;
}

/** The charges as points of the space that the data live in. */
export function pointsOf(s: Where & Pick<ChargesSettings, 'space'>): Batch {
  const places = placesOf(s);
  return s.space === 'plane'
    ? batch(places, 2)
    : batch(
        places.filter((_, i) => i % 2 === 0),
        1,
      );
}

/** The field of the charges with one dimension more. */
export function fieldOf(s: Where & Pick<ChargesSettings, 'space'>): Charges {
  return charges({ points: pointsOf(s), extra: 1 });
}

/** Field lines that are drawn, and points that come down on them. */
export function lineCount({ space, lines }: Pick<ChargesSettings, 'space' | 'lines'>): number {
  return space === 'plane' ? 2 * lines : lines;
}

/** The charge whose lines stand out, from 0; -1 for none. */
export function pickedOf(s: Where & Pick<ChargesSettings, 'pick'>): number {
  return s.pick <= howMany(s) ? s.pick - 1 : -1;
}

/** The height of the points, in data units. */
export function heightOf({ radius, last, down }: Pick<ChargesSettings, 'radius' | 'last' | 'down'>): number {
  return radius * (last / radius) ** down;
}

/** Where a hand may put a charge: the nearest place within reach. On the line x is kept, and y gives way. */
export function held(space: ChargesSettings['space'], x: number, y: number): readonly [x: number, y: number] {
  if (space === 'line') {
    const along = Math.max(-reach, Math.min(reach, x));
    const room = Math.sqrt(Math.max(0, reach * reach - along * along));
    return [tidy(along), tidy(Math.max(-room, Math.min(room, y)))];
  }
  const scale = Math.min(1, reach / Math.hypot(x, y));
  return [tidy(x * scale), tidy(y * scale)];
}

/** The places with charge `index` moved as near to (x, y) as it may be. */
export function moved(s: ChargesSettings, index: number, x: number, y: number): Places {
  const next = [...placesOf(s)];
  [next[2 * index], next[2 * index + 1]] = held(s.space, x, y);
  return next;
}

/** The same of a cloud's point: of those moved before, the first goes back where there are too many. */
export function shifted(s: ChargesSettings, index: number, x: number, y: number): readonly Shift[] {
  const others = s.shifts.filter(([each]) => each !== index);
  return [...others.slice(-(most - 1)), [index, ...held(s.space, x, y)]];
}

/** The places with one more, at (x, y) or in the widest gap; null where there are as many as there may be. */
export function added(s: ChargesSettings, to: readonly [x: number, y: number] | null = null): Places | null {
  if (cloudName(s) !== null || howMany(s) >= most) return null;
  const [x, y] = to ?? widestGap(s);
  return [...placesOf(s), ...held(s.space, x, y)];
}

/** The places without charge `index`; null where it is the last one. */
export function removed(s: ChargesSettings, index: number): Places | null {
  const places = placesOf(s);
  return cloudName(s) === null && howMany(s) > 1 && index >= 0
    ? places.filter((_, i) => Math.floor(i / 2) !== index)
    : null;
}

/** Of 120 places within reach, the one that is furthest from all charges (and not at the rim). */
function widestGap(s: ChargesSettings): readonly [x: number, y: number] {
  const { data, dim } = pointsOf(s);
  let best: readonly [number, number] = [0, 0];
  let widest = -1;
  for (let k = 0; k < 120; k++) {
    const place: readonly [number, number] =
      dim === 1
        ? [0.95 * reach * ((2 * k) / 119 - 1), 0]
        : [
            0.9 * reach * Math.sqrt((k + 0.5) / 120) * Math.cos(k * goldenAngle),
            0.9 * reach * Math.sqrt((k + 0.5) / 120) * Math.sin(k * goldenAngle),
          ];
    let nearest = Infinity;
    for (let i = 0; i < data.length; i += dim) {
      nearest = Math.min(nearest, Math.hypot(place[0] - data[i], dim === 1 ? 0 : place[1] - data[i + 1]));
    }
    if (nearest > widest + 1e-9) [widest, best] = [nearest, place];
  }
  return best;
}

/** A place as it travels in a link. */
function tidy(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? 0 : rounded;
}

const named: readonly (SetName | CloudName)[] = [...setNames, ...cloudNames];

function parsePlaces(value: unknown): SetName | CloudName | Places {
  if (typeof value === 'string') {
    const name = named.find((each) => each === value);
    if (name === undefined) throw new RangeError(`no set of charges is called ${JSON.stringify(value.slice(0, 20))} (expected ${named.join(', ')}, or x, y pairs)`); // prettier-ignore
    return name;
  }
  const good =
    Array.isArray(value) &&
    value.length >= 2 &&
    value.length <= 2 * most &&
    value.length % 2 === 0 &&
    value.every(Number.isFinite);
  if (!good) throw new RangeError(`expected ${named.join(', ')}, or one to ${most} x, y pairs`);
  const places = value as readonly number[];
  for (let i = 0; i < places.length; i += 2) checkReach(places[i], places[i + 1]);
  return places;
}

function checkReach(x: number, y: number): void {
  if (!(Math.hypot(x, y) <= reach + 0.01))
    throw new RangeError(`a charge at ${x}, ${y} (expected within ${reach} of the origin)`);
}

function parseShifts(value: unknown): readonly Shift[] {
  const expected = `expected up to ${most} moved points of a cloud, each its number, x and y`;
  if (!Array.isArray(value) || value.length > most) throw new RangeError(expected);
  return value.map((each: unknown) => {
    if (!(Array.isArray(each) && each.length === 3 && each.every(Number.isFinite))) throw new RangeError(expected);
    const [index, x, y] = each as [number, number, number];
    if (!(Number.isInteger(index) && index >= 0 && index < cloudSizes.max)) throw new RangeError(expected);
    checkReach(x, y);
    return [index, x, y] as const;
  });
}

/** `n` places evenly along the strokes of a letter, about as large as the ring. */
function alongStrokes(character: string, n: number): Places {
  const segments = glyphs[character].flatMap((path) =>
    Array.from({ length: path.length / 2 - 1 }, (_, i) => path.slice(2 * i, 2 * i + 4)),
  );
  const lengths = segments.map(([ax, ay, bx, by]) => Math.hypot(bx - ax, by - ay));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Array.from({ length: n }, (_, k) => {
    let left = (total * k) / (n - 1);
    let i = 0;
    while (i < segments.length - 1 && left > lengths[i]) left -= lengths[i++];
    const [ax, ay, bx, by] = segments[i];
    const along = Math.min(1, left / lengths[i]);
    return [tidy(1.15 * (ax + along * (bx - ax) - 1.5)), tidy(1.15 * (ay + along * (by - ay) - 2))];
  }).flat();
}
