/** How much of the field goes through each part of a hemisphere: in closed form, and by lines that leave every charge evenly. */
import { batch, count, zeros, type Batch } from '../batch';
import type { Charges } from './charges';
import { evenDirections, followed } from './descent';

/** Parts of the hemisphere of one size: by angle in the half plane, by height in space. */
export function partsOf(dim: number): number {
  return dim === 1 ? 18 : 9;
}
/** How far from a charge its lines begin, in distances to the nearest other: so near that no other is felt. */
const near = 0.02;
/** Lines that leave the charges, about. */
const leaving = 360;
/** Factor by which heights grow in a piece. */
const growth = Math.exp(0.25);

/** Where on the hemisphere: the angle from the vertical over a right angle, -1 to 1, or the height over the radius, 0 to 1. */
export function placeOn(direction: ArrayLike<number>): number {
  return direction.length === 2 ? Math.atan2(direction[0], direction[1]) / (Math.PI / 2) : direction[2];
}

/** The ends of `placeOn`. */
export function domainOf(dim: number): readonly [number, number] {
  return dim === 1 ? [-1, 1] : [0, 1];
}

/**
 * The flux through the hemisphere of this radius at `n` places, over the flux of an even law: |E . u| times the sphere's area, as the field is normalised to a flux
 * of 1. In space the mean around the axis, by 32 azimuths.
 */
export function fluxOver(
  field: Charges,
  radius: number,
  n: number,
): { readonly at: Float64Array; readonly flux: Float64Array } {
  const { dim } = field;
  const [low, high] = domainOf(dim);
  const at = Float64Array.from({ length: n }, (_, k) => low + ((high - low) * (k + 0.5)) / n);
  const around = dim === 1 ? 1 : 32;
  const [x, u] = [zeros(n * around, dim), zeros(n * around, dim + 1)];
  const z = new Float64Array(n * around);
  for (let k = 0; k < n; k++) {
    for (let a = 0; a < around; a++) {
      const row = k * around + a;
      const azimuth = (2 * Math.PI * (a + 0.5)) / around;
      const angle = (at[k] * Math.PI) / 2;
      const flat = Math.sqrt(1 - at[k] ** 2);
      const direction =
        dim === 1 ? [Math.sin(angle), Math.cos(angle)] : [flat * Math.cos(azimuth), flat * Math.sin(azimuth), at[k]];
      u.data.set(direction, row * (dim + 1));
      x.data.set(
        direction.slice(0, dim).map((each) => each * radius),
        row * dim,
      );
      z[row] = radius * direction[dim];
    }
  }
  const area = dim === 1 ? 2 * Math.PI * radius : 4 * Math.PI * radius ** 2;
  const [along, size] = [field.direction(x, z), field.logMagnitude(x, z)];
  const flux = new Float64Array(n);
  for (let row = 0; row < z.length; row++) {
    let dot = 0;
    for (let d = 0; d <= dim; d++) dot += along.data[row * (dim + 1) + d] * u.data[row * (dim + 1) + d];
    flux[Math.floor(row / around)] += (area * Math.exp(size[row]) * dot) / around;
  }
  return { at, flux };
}

/** Lines that came up to the hemisphere, by parts of one size. */
export interface Arrivals {
  readonly counts: readonly number[];
  readonly lines: number;
}

/** Equally many lines leave every charge in even directions, and are followed until they go through the hemisphere. */
export function* rising(field: Charges, radius: number): Generator<void, Arrivals> {
  const { dim, points } = field;
  const charges = count(points);
  const each = Math.round((dim === 1 ? 1 : 1.5) * (leaving / charges));
  const lines = charges * each;
  // Every charge has a set of its own, so that the sets do not leave gaps in one place.
  const directions = Array.from(
    { length: charges },
    (_, i) => evenDirections(each, dim, (0.5 + i * 0.618034) % 1 || 0.5).data,
  );
  const begin = near * gap(points);
  let x = zeros(lines, dim);
  let z = new Float64Array(lines);
  for (let row = 0; row < lines; row++) {
    const from = Math.floor(row / each);
    const base = (row % each) * (dim + 1);
    for (let d = 0; d < dim; d++)
      x.data[row * dim + d] = points.data[from * dim + d] + begin * directions[from][base + d];
    z[row] = begin * directions[from][base + dim];
  }
  const [low, high] = domainOf(dim);
  const parts = partsOf(dim);
  const counts = new Array<number>(parts).fill(0);
  for (let piece = 0; z.length > 0 && piece < 200; piece++) {
    const [before, beneath] = [batch(x.data.slice(), dim), z];
    z = z.map((height) => height * growth);
    followed(field, x, beneath, z, 1e-2 * begin);
    const stay: number[] = [];
    for (let row = 0; row < z.length; row++) {
      const [was, is] = [rayOf(before, beneath, row), rayOf(x, z, row)];
      if (is.length < radius) {
        stay.push(row);
        continue;
      }
      const share = Math.log(radius / was.length) / Math.log(is.length / was.length);
      const place = placeOn(was.unit.map((v, d) => v + share * (is.unit[d] - v)));
      counts[Math.max(0, Math.min(parts - 1, Math.floor(((place - low) / (high - low)) * parts)))] += 1;
    }
    if (stay.length < z.length) {
      x = batch(
        stay.flatMap((row) => [...x.data.subarray(row * dim, (row + 1) * dim)]),
        dim,
      );
      z = Float64Array.from(stay, (row) => z[row]);
    }
    yield;
  }
  return { counts, lines };
}

/** From the origin to a place at a height. */
function rayOf(x: Batch, z: Float64Array, row: number): { readonly length: number; readonly unit: readonly number[] } {
  const place = [...x.data.subarray(row * x.dim, (row + 1) * x.dim), z[row]];
  const length = Math.hypot(...place);
  return { length, unit: place.map((v) => v / length) };
}

/** The least distance of two charges that are not in one place; at most 1. */
function gap({ data, dim }: Batch): number {
  let least = 1;
  for (let i = 0; i < data.length; i += dim) {
    for (let k = 0; k < i; k += dim) {
      const apart = Math.hypot(data[i] - data[k], dim === 1 ? 0 : data[i + 1] - data[k + 1]);
      if (apart > 1e-6) least = Math.min(least, apart);
    }
  }
  return least;
}

/** The lines of each part over those of an even law, as a histogram of `picture` has it. */
export function relative({ counts, lines }: Arrivals, dim: number) {
  const [low, high] = domainOf(dim);
  const parts = counts.length;
  return {
    edges: Float64Array.from({ length: parts + 1 }, (_, i) => low + ((high - low) * i) / parts),
    density: Float64Array.from(counts, (each) => (each * parts) / lines),
    counts: Float64Array.from(counts),
    outside: 0,
  };
}
