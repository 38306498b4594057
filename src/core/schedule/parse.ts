import { array, type Field, type Fields, number, refined, tuple, union } from '../schema';
import { makeSchedule, scheduleDefaults } from './registry';
import type { ScheduleSpec } from './schedule';

/** Allowed settings: [least, most]. Beyond them a schedule is a straight jump to noise, or no noise at all. */
export const scheduleRanges = {
  betaMin: [0, 100],
  betaMax: [0.01, 400],
  s: [0, 1],
  start: [-20, 20],
  end: [-20, 20],
  tau: [0.05, 10],
  knots: [2, 64],
  sigmaMin: [0, 10],
  sigmaMax: [1.01, 10_000],
  rho: [1, 20],
  reference: [1, 4096],
  size: [1, 4096],
} as const;

/** A schedule made of a schedule made of …: this many at most. */
const DEPTH = 3;

type Setting = Exclude<keyof typeof scheduleRanges, 'knots'>;

/** Settings of a schedule within their ranges. */
function settings<S extends Setting>(
  standard: Readonly<Record<S, number>>,
  ...names: readonly S[]
): { readonly [N in S]: Field<number> } {
  const fields = names.map((name) => {
    const [min, max] = scheduleRanges[name];
    return [name, number(standard[name], { min, max })];
  });
  return Object.fromEntries(fields) as { readonly [N in S]: Field<number> };
}

const [shortest, longest] = scheduleRanges.knots;

function fieldAt(depth: number): Field<ScheduleSpec> {
  const base = (initial: ScheduleSpec): Field<ScheduleSpec> => ({
    ...(depth > 0 ? fieldAt(depth - 1) : tooDeep),
    initial,
  });
  const standard = scheduleDefaults;
  return union(
    {
      linear: settings(standard.linear, 'betaMin', 'betaMax'),
      'scaled-linear': settings(standard['scaled-linear'], 'betaMin', 'betaMax'),
      cosine: settings(standard.cosine, 's'),
      sigmoid: settings(standard.sigmoid, 'start', 'end', 'tau'),
      drawn: {
        knots: array(standard.drawn.knots, tuple(number(0, {}), number(0, {})), {
          shortest,
          longest,
          of: 'pairs of t and log-SNR',
        }),
      },
      'sub-vp': settings(standard['sub-vp'], 'betaMin', 'betaMax'),
      ve: settings(standard.ve, 'sigmaMin', 'sigmaMax'),
      edm: settings(standard.edm, 'sigmaMin', 'sigmaMax', 'rho'),
      flow: {},
      'zero-terminal-snr': { base: base(standard['zero-terminal-snr'].base) },
      shifted: { base: base(standard.shifted.base), ...settings(standard.shifted, 'reference', 'size') },
    } satisfies Record<ScheduleSpec['kind'], Fields>,
    standard.cosine,
  );
}

const tooDeep: Field<ScheduleSpec> = {
  initial: scheduleDefaults.cosine,
  read() {
    throw new RangeError(`schedule is made of more than ${DEPTH} others (expected at most ${DEPTH})`);
  },
};

/** A schedule from outside, with missing settings at their defaults: impossible ones are refused too. */
export const scheduleField: Field<ScheduleSpec> = refined(fieldAt(DEPTH), (spec) => {
  if ('betaMin' in spec && spec.betaMax < spec.betaMin) {
    throw new RangeError(`schedule betaMax is ${spec.betaMax} (expected at least betaMin, ${spec.betaMin})`);
  }
  if (spec.kind === 'sigmoid' && spec.end <= spec.start) {
    throw new RangeError(`schedule end is ${spec.end} (expected more than start, ${spec.start})`);
  }
  makeSchedule(spec);
  return spec;
});

/** Trusts nothing: a spec from a link, a file or a message. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseScheduleSpec(value: unknown): ScheduleSpec {
  return scheduleField.read(value, 'schedule');
}
