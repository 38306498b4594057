import { inTable, joined, rowsOf } from './arrays';
import type { AttributesCondition, ConditionKind } from './condition';

/** Several attributes, each with a table of its own; their rows are added. Each is left out on its own, with one draw a field. */
export const attributes: ConditionKind<AttributesCondition> = {
  rows: ({ fields }) => fields[0]?.length ?? 0,
  take: ({ fields }, rows) => ({ kind: 'attributes', fields: fields.map((field) => rowsOf(field, 1, rows)) }),
  drop({ fields }, i, probability, draw) {
    for (const field of fields) if (draw.uniform() < probability) field[i] = -1;
  },
  unconditional: ({ fields }) => ({
    kind: 'attributes',
    fields: fields.map((field) => new Int32Array(field.length).fill(-1)),
  }),
  beside: (a, b) => ({ kind: 'attributes', fields: a.fields.map((field, k) => joined(field, b.fields[k])) }),
  given: ({ fields }, pictures, { attributes: sizes }) => ({
    pictures,
    attributes: fields.map((field, k) => inTable(field, sizes[k])),
  }),
};
