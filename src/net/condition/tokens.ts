import { joined, rowsOf } from './arrays';
import type { ConditionKind, TokensCondition } from './condition';

/** Tokens that the network attends to as its context. A row that is left out is one `empty` token: attention needs a place to look at. */
export const tokens: ConditionKind<TokensCondition> = {
  rows: ({ tokens: all, length }) => all.length / length,
  take: (condition, rows) => ({
    ...condition,
    tokens: rowsOf(condition.tokens, condition.length, rows),
    mask: rowsOf(condition.mask, condition.length, rows),
  }),
  drop(condition, i, probability, draw) {
    if (draw.uniform() < probability) forget(condition, i);
  },
  unconditional(condition) {
    const copy = { ...condition, tokens: condition.tokens.slice(), mask: condition.mask.slice() };
    for (let i = 0; i < copy.tokens.length / copy.length; i++) forget(copy, i);
    return copy;
  },
  beside: (a, b) => ({ ...a, tokens: joined(a.tokens, b.tokens), mask: joined(a.mask, b.mask) }),
  given: ({ tokens: all, mask }, pictures) => ({ pictures, context: Float32Array.from(all), contextMask: mask }),
};

function forget({ tokens: all, mask, length, empty }: TokensCondition, i: number): void {
  all.fill(empty, i * length, (i + 1) * length);
  mask.fill(0, i * length, (i + 1) * length);
  mask[i * length] = 1;
}
