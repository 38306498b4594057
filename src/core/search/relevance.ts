/** Which digits a search should have found: of the same class, or also alike in what is measured of the hand that wrote them. */
import type { Measures } from '../caption/instruments';
import { standardDeviation } from '../statistics/index';

const instruments = ['thickness', 'slant', 'width'] as const;

/** Digits, as the instruments see them. */
export interface Measured {
  readonly labels: ArrayLike<number>;
  readonly measured: Measures;
}

/**
 * For every query the training digits that are like it in style: those of its class, `share` of them (rounded, at least one), that are nearest in thickness, slant and width,
 * each in units of its deviation within the class over the training digits. The data say nothing of writers; this stands in for them.
 *
 * Where an instrument has no number (no ink), it is left out of the distance.
 */
export function alikeInStyle(queries: Measured, training: Measured, share: number): readonly ReadonlySet<number>[] {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share is ${share} (expected above 0, at most 1)`);
  const classes = new Map<number, { readonly rows: number[]; readonly units: readonly number[] }>();
  for (const label of new Set(Array.from(training.labels))) {
    const rows = Array.from(training.labels).flatMap((one, i) => (one === label ? [i] : []));
    const units = instruments.map((name) => {
      const known = rows.map((i) => training.measured[name][i]).filter((v) => !Number.isNaN(v));
      return standardDeviation(known) || 1;
    });
    classes.set(label, { rows, units });
  }
  return Array.from(queries.labels, (label, q) => {
    const own = classes.get(label);
    if (!own) throw new RangeError(`no training digit of class ${label} (expected at least one)`);
    const distance = (i: number) =>
      instruments.reduce((sum, name, k) => {
        const d = (queries.measured[name][q] - training.measured[name][i]) / own.units[k];
        return Number.isNaN(d) ? sum : sum + d * d;
      }, 0);
    const found = own.rows.map((i) => ({ i, d: distance(i) })).sort((a, b) => a.d - b.d || a.i - b.i);
    return new Set(found.slice(0, Math.max(1, Math.round(share * found.length))).map(({ i }) => i));
  });
}

/** Share of what was found that is relevant. */
export function precision(rows: ArrayLike<number>, relevant: (row: number) => boolean): number {
  return Array.from(rows).filter(relevant).length / rows.length;
}

/** Share of `wanted` that is among `found`: recall of an approximate search. */
export function recall(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  const have = new Set(Array.from(found));
  return precision(wanted, (row) => have.has(row));
}
