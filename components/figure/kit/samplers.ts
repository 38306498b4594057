/** The samplers and schedules that figures offer side by side. No DOM here. */
import {
  evaluationsOf,
  samplerNames,
  samplers,
  stepsWithin,
  type SamplerEntry,
  type SamplerName,
} from '../../../src/core/sampler/index';
import { scheduleDefaults, type ScheduleSpec } from '../../../src/core/schedule/index';

export const schedules = ['linear', 'cosine', 'sub-vp', 'edm', 'flow'] as const;
export type ScheduleName = (typeof schedules)[number];

/** Every sampler whose cost is its number of steps: one that chooses its own has no equal share of evaluations. */
export const racers: readonly SamplerName[] = samplerNames.filter((name) => !entryOf(name).adaptive);

export function entryOf(name: SamplerName): SamplerEntry<object> {
  return samplers[name];
}

export function scheduleOf({ schedule }: { readonly schedule: ScheduleName }): ScheduleSpec {
  return scheduleDefaults[schedule];
}

/** Steps that as many evaluations pay for, wherever the last one ends; one where they do not pay for any: see `tooDear`. */
export function stepsFor(name: SamplerName, evaluations: number): number {
  return Math.max(1, stepsWithin(entryOf(name), evaluations, false));
}

/** What one step costs, where so many evaluations do not pay for it; else null. */
export function tooDear(name: SamplerName, evaluations: number): number | null {
  const least = evaluationsOf(entryOf(name), 1, false);
  return least > evaluations ? least : null;
}
