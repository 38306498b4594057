/** What two networks of digits may spend when they are trained alike. */
export const sizes = ['short', 'middle', 'long'] as const;
export const units = ['examples', 'flops', 'time'] as const;

/** What both have to spend, in examples, floating-point operations or milliseconds. */
export const budgets: Readonly<Record<(typeof units)[number], Readonly<Record<(typeof sizes)[number], number>>>> = {
  examples: { short: 10_000, middle: 40_000, long: 160_000 },
  flops: { short: 7.4e11, middle: 3e12, long: 1.2e13 },
  time: { short: 30_000, middle: 120_000, long: 480_000 },
};
