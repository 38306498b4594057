import type { ConditionKind, NoCondition } from './condition';

export const none: ConditionKind<NoCondition> = {
  rows: ({ n }) => n,
  take: (_, rows) => ({ kind: 'none', n: rows.length }),
  drop: () => {},
  unconditional: (condition) => condition,
  beside: (a, b) => ({ kind: 'none', n: a.n + b.n }),
  given: (_, pictures) => ({ pictures }),
};
