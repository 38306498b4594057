/** The results as rows: for the page's table, the clipboard and a file. */
import type { DigitLane, DigitMeasure } from './digit-race';
import { orderOf, rungs, type Measure, type RaceState } from './race';
import type { RaceSettings } from './settings';
import { entryOf, stepsFor } from '../kit/samplers';

export interface Row extends Measure {
  readonly label: string;
  /** The order that the registry states, and the one measured here. */
  readonly stated: number;
  readonly measured: number | null;
}

/** One row a sampler, at the evaluations that the race is run with. */
export function rowsOf(state: RaceState): readonly Row[] {
  return state.lanes.map((lane) => ({
    sampler: lane.sampler,
    steps: lane.steps,
    evaluations: lane.evaluations,
    error: lane.error,
    distance: lane.distance,
    label: entryOf(lane.sampler).label,
    stated: entryOf(lane.sampler).order,
    measured: orderOf(state.points.filter(({ sampler }) => sampler === lane.sampler)),
  }));
}

const columns = [
  'sampler',
  'model',
  'target',
  'schedule',
  'grid',
  'last_time_zero',
  'seed',
  'evaluations_allowed',
  'steps',
  'evaluations',
  'error',
  'energy_distance',
  'points',
] as const;

/** Everything measured, with what it was measured under: the race's own rows, then the curves'. RFC 4180, all digits. */
export function csv(s: RaceSettings, { lanes, points }: RaceState): string {
  const row = (m: Measure, allowed: number) =>
    [
      m.sampler,
      s.model,
      s.model === 'learned' ? 'eight-gaussians' : s.target,
      s.schedule,
      s.grid,
      s.zero,
      s.seed,
      allowed,
      m.steps,
      m.evaluations,
      m.error ?? '',
      m.distance,
      s.points,
    ].join(',');
  const allowed = (m: Measure) => rungs.find((rung) => stepsFor(m.sampler, rung) === m.steps) ?? m.evaluations;
  return (
    [columns.join(','), ...lanes.map((m) => row(m, s.evaluations)), ...points.map((m) => row(m, allowed(m)))].join(
      '\r\n',
    ) + '\r\n'
  );
}

const digitColumns = [
  'sampler',
  'model',
  'schedule',
  'grid',
  'guidance',
  'seed',
  'steps',
  'evaluations',
  'pictures',
  'read_as_asked',
  'frechet_distance',
  'error',
] as const;

/** The same of a race on digits: the lanes' rows, then all that was measured on this course. */
export function digitCsv(s: RaceSettings, lanes: readonly DigitLane[], points: readonly DigitMeasure[]): string {
  const row = (m: DigitMeasure) =>
    [
      m.sampler,
      s.model,
      s.schedule,
      s.grid,
      s.guidance,
      s.seed,
      m.steps,
      m.evaluations,
      s.pictures,
      m.agreed,
      m.frechet ?? '',
      m.error ?? '',
    ].join(',');
  return (
    [digitColumns.join(','), ...[...lanes.flatMap(({ measure }) => measure ?? []), ...points].map(row)].join('\r\n') +
    '\r\n'
  );
}
