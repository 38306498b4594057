/** The samplers and schedules that figures offer side by side. No DOM here. */
import { samplerNames, samplers, type SamplerEntry, type SamplerName } from '../../../src/core/sampler/index';
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

/** Steps that as many evaluations pay for. */
export function stepsFor(name: SamplerName, evaluations: number): number {
  return Math.max(1, Math.floor(evaluations / entryOf(name).evaluationsPerStep));
}
