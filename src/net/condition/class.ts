import { inTable, joined, rowsOf } from './arrays';
import type { ClassCondition, ConditionKind } from './condition';

/** A class a row, -1 for none. */
export function ofClass(labels: ArrayLike<number>): ClassCondition {
  return { kind: 'class', labels: Int32Array.from(labels) };
}

/** One class, which the network embeds (Dhariwal and Nichol 2021). It is left out with one draw a row (Ho and Salimans 2022, algorithm 1). */
export const classKind: ConditionKind<ClassCondition> = {
  rows: ({ labels }) => labels.length,
  take: ({ labels }, rows) => ofClass(rowsOf(labels, 1, rows)),
  drop({ labels }, i, probability, draw) {
    if (draw.uniform() < probability) labels[i] = -1;
  },
  unconditional: ({ labels }) => ofClass(new Int32Array(labels.length).fill(-1)),
  beside: (a, b) => ofClass(joined(a.labels, b.labels)),
  given: ({ labels }, pictures, { classes }) => ({ pictures, labels: inTable(labels, classes) }),
};
