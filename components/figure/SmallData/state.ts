/** What the figure of few digits is set to, and where its points lead. No DOM here. */
import { choice, schema, type SettingsOf } from '../settings';
import { metrics, type SmallCase } from '../../../src/site/small-data';

export const smallData = schema({ metric: choice(metrics, 'frechet') });
export type SmallDataSettings = SettingsOf<typeof smallData>;

/** Settings of the figure that trains a case live. */
export function trainState({ count, only }: Pick<SmallCase, 'count' | 'only'>): Readonly<Record<string, unknown>> {
  return { mode: 'train', count: Math.min(9000, count), only, by: 'examples', size: 'middle' };
}
