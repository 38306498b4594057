/** What the figure of few digits is set to, and where its points lead. No DOM here. */
import { budgets, sizes } from '../kit/digit-budgets';
import { choice, schema, type SettingsOf } from '../../../src/core/schema';
import { metrics, type SmallCase } from '../../../src/record/small-data/reading';

export const smallData = schema({ metric: choice(metrics, 'frechet') });
export type SmallDataSettings = SettingsOf<typeof smallData>;

/** Settings of the figure that trains a case live, with the budget of its own that is nearest to the recorded one. */
export function trainState(
  { count, only }: Pick<SmallCase, 'count' | 'only'>,
  { flops }: { readonly flops: number },
): Readonly<Record<string, unknown>> {
  const off = (size: (typeof sizes)[number]) => Math.abs(Math.log(budgets.flops[size] / flops));
  const size = sizes.reduce((best, one) => (off(one) < off(best) ? one : best));
  return { mode: 'train', count: Math.min(9000, count), only, by: 'flops', size };
}
