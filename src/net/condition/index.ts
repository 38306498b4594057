import type { Random } from '../../core/random';
import type { Network } from '../../core/image-network/description';
import { attributes } from './attributes';
import { classKind } from './class';
import type { Condition, ConditionKind, ConditionOf, Given } from './condition';
import { none } from './none';
import { picture } from './picture';
import { tokens } from './tokens';

export { ofClass } from './class';
export type { Condition } from './condition';

/** The kinds of conditions, one line each. */
const kinds: { readonly [K in Condition['kind']]: ConditionKind<ConditionOf<K>> } = {
  none,
  class: classKind,
  attributes,
  tokens,
  picture,
};

const kindOf = <C extends Condition>({ kind }: C) => kinds[kind] as unknown as ConditionKind<C>;

/** Functions of every kind; what they do is told in `ConditionKind`. */
export const rowCount = (condition: Condition): number => kindOf(condition).rows(condition);

export const take = (condition: Condition, rows: ArrayLike<number>): Condition =>
  kindOf(condition).take(condition, rows);

export const drop = (condition: Condition, i: number, probability: number, draw: Random): void =>
  kindOf(condition).drop(condition, i, probability, draw);

export const unconditional = (condition: Condition): Condition => kindOf(condition).unconditional(condition);

/** Throws `RangeError` where the two are of different kinds. */
export function beside(a: Condition, b: Condition): Condition {
  if (a.kind !== b.kind) throw new RangeError(`conditions of kind ${a.kind} beside ${b.kind} (expected one kind)`);
  return kindOf(a).beside(a, b);
}

/** `n` rows that say nothing, as the network can be told it. Throws `RangeError` for one that attends to a context: what says nothing there is the data's. */
export function nothing(network: Network, n: number): Condition {
  const { embedding, context } = network;
  if (context) throw new RangeError(`no condition for the ${network.name} (expected tokens: it attends to a context)`);
  const blank = () => new Int32Array(n).fill(-1);
  if (embedding?.attributes) return { kind: 'attributes', fields: embedding.attributes.map(blank) };
  return embedding && embedding.classes > 0 ? { kind: 'class', labels: blank() } : { kind: 'none', n };
}

export const given = (condition: Condition, x: Float32Array, { embedding }: Network): Given =>
  kindOf(condition).given(condition, x, {
    classes: embedding?.classes ?? 0,
    attributes: embedding?.attributes ?? [],
  });

/** Throws `RangeError`, naming what was expected, where the network cannot be told this. */
export function checkCondition(condition: Condition, { name, embedding, context }: Network): void {
  const wrong = (what: string, expected: string) => new RangeError(`${what} for the ${name} (expected ${expected})`);
  const inRange = (values: Int32Array, size: number, what: string) => {
    const i = values.findIndex((value) => value < -1 || value >= size);
    if (i >= 0) throw wrong(`${what} ${values[i]} of row ${i}`, `0 to ${size - 1}, or -1 for none`);
  };
  if (condition.kind === 'class') inRange(condition.labels, embedding?.classes ?? 0, 'class');
  if (condition.kind === 'attributes') {
    const sizes = embedding?.attributes ?? [];
    const { fields } = condition;
    if (fields.length !== sizes.length) throw wrong(`${fields.length} attributes`, String(sizes.length));
    fields.forEach((field, k) => inRange(field, sizes[k], `value of attribute ${k}`));
  }
  if (condition.kind === 'tokens' && condition.length !== context?.length)
    throw wrong(`${condition.length} tokens a row`, `${context?.length ?? 'none'}`);
}
