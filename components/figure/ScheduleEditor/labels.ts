/** What the schedule editor says, made from what it shows. */
import { scheduleLabel, type Schedule, type ScheduleSpec } from '../../../src/core/schedule/index';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { energyDistanceText, fixed, grouped, percent } from '../../../src/picture/index';
import { standIn, type ExactCloud, type TargetName } from './exact';
import { comparisonOf, type Preset, type ScheduleSettings } from './settings';
import { digitCount, digitGuidance, type DigitGrid } from './sampled-digits';
import { timeShares } from './time';

export const presetNames: Readonly<Record<Preset | 'drawn', string>> = {
  linear: 'Linear',
  'scaled-linear': 'Scaled linear',
  cosine: 'Cosine',
  sigmoid: 'Sigmoid',
  drawn: 'Yours',
};

export const targetNames: Readonly<Record<TargetName, string>> = {
  'eight-gaussians': 'Eight Gaussians',
  'two-moons': 'Two moons',
  spiral: 'Spiral',
  checkerboard: 'Checkerboard',
  rings: 'Rings',
  pinwheel: 'Pinwheel',
};

/** At the dashed curve: `linear, for comparison`. */
export function comparisonLabel(s: ScheduleSettings): string {
  return `${shortName(comparisonOf(s))}, for comparison`;
}

function shortName(spec: ScheduleSpec): string {
  return (spec.kind in presetNames ? presetNames[spec.kind as keyof typeof presetNames] : spec.kind).toLowerCase();
}

export function exactReadout({ request, energyDistance, between }: ExactCloud): string {
  return `${energyDistanceText(energyDistance)}${request.target === 'eight-gaussians' ? betweenText(between) : ', of a stand-in'}`;
}

function betweenText(share: number): string {
  return Number.isFinite(share) ? `, ${percent(share)}\u00a0between\u00a0modes` : '';
}

export function learnedReadout(seen: PlaneSnapshot): string {
  return `${energyDistanceText(seen.energyDistance)}${betweenText(seen.between)}`;
}

/** Said where the score is not that of the target itself. */
export function standInNote(target: TargetName): string | null {
  if (target === 'eight-gaussians') return null;
  return `This target has no score in closed form. The green cloud uses the exact score of ${standIn.points} of its points, each blurred by ${standIn.bandwidth}.`;
}

export function timeReadout(schedule: Schedule, steps: number): string {
  const { middle, lost } = timeShares(schedule);
  return `${percent(middle)} with |λ| < 2, ${percent(lost)} below −6; ${steps === 1 ? 'mark: the sampler’s one stop' : `marks: the sampler’s ${steps} stops`}`;
}

export function learnedTitle(seen: PlaneSnapshot | null): string {
  return seen ? `Learned, step ${grouped(seen.step)}` : 'Learned';
}

export function summary(
  s: ScheduleSettings,
  spec: ScheduleSpec,
  schedule: Schedule,
  cloud: ExactCloud,
  seen: PlaneSnapshot | null,
  digits: string,
): string {
  const half = schedule.timeOfLogSnr(0);
  const { middle, lost } = timeShares(schedule);
  const learned =
    seen && seen.step > 0
      ? `A network trained for ${grouped(seen.step)} steps under this schedule gives ${learnedReadout(seen)}.`
      : 'The network is not trained yet.';
  return (
    `Schedule: ${scheduleLabel(spec)}. Signal and noise are equal at t = ${fixed(half)}; at t = 1 the share of signal left is ${schedule.alpha(1) ** 2 < 0.0005 ? 'below 0.001' : fixed(schedule.alpha(1) ** 2, 3)}. ` +
    `${percent(middle)} of training time falls within 2 of log-SNR 0 and ${percent(lost)} below minus 6. ` +
    `${targetNames[s.target]}, sampled with the exact score in ${s.steps} ${s.steps === 1 ? 'step' : 'steps'}: ${exactReadout(cloud)}. ${learned} Digits: ${digits}.`
  );
}

/** What became of the digits: never of another schedule than the one on show without saying so. */
export function digitsReadout(grid: DigitGrid | null, progress: number | null, failure: string | null): string {
  if (failure !== null) return 'not sampled under this schedule';
  if (progress !== null) return `being sampled under this schedule, ${Math.round(100 * progress)} %`;
  if (!grid) return 'not sampled yet';
  return `a classifier reads ${grid.agreed} of ${digitCount} as asked, 0 to 9 and again, guidance ${digitGuidance}`;
}
