/** From the far hemisphere down to the charges, and from the charges up to it: the lines of the field, followed. */
import { batch, count, zeros, type Batch } from '../batch';
import { dormandPrince } from '../process/ode';
import type { Charges } from './charges';

export const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** Lines that come down together. A row that begins below a level waits where it began until the level has come to it. */
export interface Descent {
  /** Falling heights, from the hemisphere's top to the last; one batch of places for each. */
  readonly levels: Float64Array;
  readonly states: readonly Batch[];
  /** Height of each row on the hemisphere. */
  readonly from: Float64Array;
}

/** Of a step: far less than a pen is wide. */
const tolerance = { relative: 1e-4, absolute: 1e-4 } as const;

/** Heights from `radius` down to `last`, even in the logarithm. */
export function fallingLevels(radius: number, last: number, pieces: number): Float64Array {
  return Float64Array.from({ length: pieces + 1 }, (_, j) => radius * (last / radius) ** (j / pieces));
}

/**
 * `n` directions that divide the upper half of the unit sphere in `dim` + 1 dimensions evenly, x then z. In the half plane at equal angles; in space the
 * heights are even (Archimedes: equal zones have equal areas) and the azimuth goes on by the golden angle. `shift`, from 0 to 1, gives another such set.
 */
export function evenDirections(n: number, dim: number, shift = 0.5): Batch {
  const out = zeros(n, dim + 1);
  for (let k = 0; k < n; k++) {
    const even = (k + shift) / n;
    if (dim === 1) {
      const angle = Math.PI * (even - 0.5);
      out.data.set([Math.sin(angle), Math.cos(angle)], 2 * k);
    } else {
      const flat = Math.sqrt(1 - even * even);
      const azimuth = (k + 17 * shift) * goldenAngle;
      out.data.set([flat * Math.cos(azimuth), flat * Math.sin(azimuth), even], 3 * k);
    }
  }
  return out;
}

/**
 * One piece of all lines by Dormand and Prince's method: each row from its own height `from[row]` to `to[row]`, by dx / d ln z = x - E[y]. `x` is changed
 * in place.
 */
export function followed(
  field: Charges,
  x: Batch,
  from: Float64Array,
  to: Float64Array,
  absolute: number = tolerance.absolute,
): number {
  const rows = count(x);
  const [here, centre] = [zeros(rows, x.dim), zeros(rows, x.dim)];
  const level = new Float64Array(rows);
  const rates = from.map((z, row) => Math.log(to[row] / z));
  return dormandPrince(
    (y, s, out) => {
      here.data.set(y);
      for (let row = 0; row < rows; row++) level[row] = from[row] * Math.exp(s * rates[row]);
      field.mean(here, level, centre);
      for (let row = 0, i = 0; row < rows; row++) {
        for (let d = 0; d < x.dim; d++, i++) out[i] = rates[row] * (y[i] - centre.data[i]);
      }
    },
    x.data,
    0,
    1,
    { ...tolerance, absolute },
  );
}

/** Lines from evenly many directions of the hemisphere with the radius of `levels[0]` down to the last level, piece by piece. */
export function* descending(field: Charges, n: number, levels: Float64Array): Generator<void, Descent, void> {
  const { dim } = field;
  const directions = evenDirections(n, dim).data;
  const [x, from] = [zeros(n, dim), new Float64Array(n)];
  for (let row = 0; row < n; row++) {
    for (let d = 0; d < dim; d++) x.data[row * dim + d] = levels[0] * directions[row * (dim + 1) + d];
    from[row] = levels[0] * directions[row * (dim + 1) + dim];
  }
  const states: Batch[] = [batch(x.data.slice(), dim)];
  for (let j = 1; j < levels.length; j++) {
    followed(
      field,
      x,
      from.map((z) => Math.min(z, levels[j - 1])),
      from.map((z) => Math.min(z, levels[j])),
    );
    states.push(batch(x.data.slice(), dim));
    yield;
  }
  return { levels, states, from };
}

/** Where the rows are at height z: places, and their own heights. */
export function pointsAt(
  { levels, states, from }: Descent,
  z: number,
): { readonly x: Batch; readonly z: Float64Array } {
  const last = levels.length - 1;
  let j = 0;
  while (j < last - 1 && levels[j + 1] > z) j++;
  const { dim } = states[0];
  const x = zeros(from.length, dim);
  const heights = from.map((own) => Math.min(own, Math.max(z, levels[last])));
  for (let row = 0; row < from.length; row++) {
    const [high, low] = [Math.min(from[row], levels[j]), Math.min(from[row], levels[j + 1])];
    const share = high > low ? (high - heights[row]) / (high - low) : 1;
    for (let i = row * dim; i < (row + 1) * dim; i++) {
      x.data[i] = states[j].data[i] + share * (states[j + 1].data[i] - states[j].data[i]);
    }
  }
  return { x, z: heights };
}

/** What came down where. */
export interface Landing {
  /** The nearest charge of every row; -1 for one that begins below the last height and never sets out. */
  readonly charge: readonly number[];
  /** Points for each charge. Charges in one place share theirs. */
  readonly counts: readonly number[];
  readonly landed: number;
  /** Mean distance from the charge, along the plate, in data units. */
  readonly off: number;
}

export function landing({ levels, states, from }: Descent, points: Batch): Landing {
  const [end, last] = [states[states.length - 1], levels[levels.length - 1]];
  const { dim, data } = points;
  const n = count(points);
  const apart = (x: Float64Array, a: number, i: number) =>
    dim === 1 ? Math.abs(x[a] - data[i]) : Math.hypot(x[2 * a] - data[2 * i], x[2 * a + 1] - data[2 * i + 1]);
  const counts = new Array<number>(n).fill(0);
  let [landed, off] = [0, 0];
  const charge = Array.from(from, (own, row) => {
    if (own <= last) return -1;
    let nearest = 0;
    for (let i = 1; i < n; i++) if (apart(end.data, row, i) < apart(end.data, row, nearest)) nearest = i;
    counts[nearest] += 1;
    landed += 1;
    off += apart(end.data, row, nearest);
    return nearest;
  });
  return { charge, counts: shared(counts, points), landed, off: off / Math.max(1, landed) };
}

/** Each count as the mean over the charges in its place. */
function shared(counts: readonly number[], { data, dim }: Batch): readonly number[] {
  const places = new Map<string, number[]>();
  counts.forEach((_, i) => {
    const place = Array.from(data.subarray(i * dim, (i + 1) * dim), (v) => Math.round(1e6 * v) + 0).join(' ');
    const there = places.get(place);
    if (there) there.push(i);
    else places.set(place, [i]);
  });
  const out = [...counts];
  for (const same of places.values()) {
    if (same.length === 1) continue;
    const mean = same.reduce((sum, i) => sum + counts[i], 0) / same.length;
    for (const i of same) out[i] = mean;
  }
  return out;
}
