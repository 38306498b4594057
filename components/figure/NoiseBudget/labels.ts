/** Words of the budget, made from its state. */
import { grids } from '../../../src/engine/kinds/plane/sampling';
import { percent, significant } from '../../../src/picture/numbers';
import { makeSchedule } from '../../../src/core/schedule/index';
import { gridNames, samplerLabel, scheduleNames } from '../kit/sampler-labels';
import { scheduleOf } from '../kit/samplers';
import { strayText } from '../kit/stray';
import { timeAxis, type TimeAxis } from '../timeAxis';
import { shownStep, type Budget } from './budget';
import type { BudgetSettings } from './settings';

export function stepText({ steps }: Budget, at: number, time: TimeAxis): string {
  const { from, to, made, left } = steps[at - 1];
  return `step ${at} of ${steps.length}, ${time.letter} from ${time.value(from, 3)} to ${time.value(to, 3)}: ${significant(made)} made, ${significant(left)} left at the end`;
}

/** The fewest steps that hold half of what is left at the end. */
export function half({ steps }: Budget): { readonly count: number; readonly share: number } {
  const left = steps.map((step) => step.left).sort((a, b) => b - a);
  const all = left.reduce((sum, x) => sum + x, 0);
  let sum = 0;
  let count = 0;
  while (count < left.length && sum < all / 2) sum += left[count++];
  return { count, share: all > 0 ? sum / all : 0 };
}

export function summary(
  s: BudgetSettings,
  whole: Budget,
  time: TimeAxis = timeAxis('book', makeSchedule(scheduleOf(s))),
): string {
  const at = shownStep(whole.steps, 0);
  const { count, share } = half(whole);
  const others = grids
    .filter((grid) => grid !== s.grid)
    .map((grid) => `${gridNames[grid]} ${significant(whole.byGrid[grid])}`);
  return (
    `${samplerLabel(s.sampler)} in ${whole.steps.length} steps, ${gridNames[s.grid]}, under the ${scheduleNames[s.schedule]} schedule: its points end ${significant(whole.total)} from where the ODE ends${strayText(whole.greatest)}. ` +
    `The step that costs most is ${stepText(whole, at, time)}. ${count === 1 ? 'One step leaves' : `${count} steps leave`} ${percent(share)} of all. With other times: ${others.join(', ')}.`
  );
}
