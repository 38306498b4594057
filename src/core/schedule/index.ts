import { cosine } from './cosine';
import { drawn } from './drawn';
import { edm } from './edm';
import { flow } from './flow';
import { linear } from './linear';
import { scaledLinear } from './scaled-linear';
import type { Knot, Schedule, ScheduleSpec } from './schedule';
import { shifted } from './shifted';
import { sigmoid } from './sigmoid';
import { subVp } from './sub-vp';
import { ve } from './ve';
import { zeroTerminal } from './zero-terminal-snr';

export type { Knot, Schedule, ScheduleSpec } from './schedule';
export { LOG_SNR_MIN } from './variance-preserving';
export { cosine, drawn, edm, flow, linear, scaledLinear, shifted, sigmoid, subVp, ve, zeroTerminal };

/** The schedules of this book, in the order menus show them, each with its usual settings. */
export const scheduleDefaults: { readonly [K in ScheduleSpec['kind']]: Extract<ScheduleSpec, { kind: K }> } = {
  linear: { kind: 'linear', betaMin: 0.1, betaMax: 20 },
  'scaled-linear': { kind: 'scaled-linear', betaMin: 0.85, betaMax: 12 },
  cosine: { kind: 'cosine', s: 0.008 },
  sigmoid: { kind: 'sigmoid', start: -3, end: 3, tau: 1 },
  drawn: {
    kind: 'drawn',
    knots: [
      [0, 10],
      [0.1, 3.7],
      [0.5, 0],
      [0.9, -3.7],
      [1, -10],
    ],
  },
  'sub-vp': { kind: 'sub-vp', betaMin: 0.1, betaMax: 20 },
  ve: { kind: 've', sigmaMin: 0.01, sigmaMax: 50 },
  edm: { kind: 'edm', sigmaMin: 0.002, sigmaMax: 80, rho: 7 },
  flow: { kind: 'flow' },
  'zero-terminal-snr': { kind: 'zero-terminal-snr', base: { kind: 'scaled-linear', betaMin: 0.85, betaMax: 12 } },
  shifted: { kind: 'shifted', base: { kind: 'cosine', s: 0.008 }, reference: 64, size: 256 },
};

export const scheduleKinds = Object.keys(scheduleDefaults) as readonly ScheduleSpec['kind'][];

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

/** The schedule of a spec. Throws `RangeError` for settings from which nothing can be sampled. */
export function makeSchedule(spec: ScheduleSpec): Schedule {
  switch (spec.kind) {
    case 'linear':
      return linear(spec);
    case 'scaled-linear':
      return scaledLinear(spec);
    case 'cosine':
      return cosine(spec);
    case 'sigmoid':
      return sigmoid(spec);
    case 'drawn':
      return drawn(spec);
    case 'sub-vp':
      return subVp(spec);
    case 've':
      return ve(spec);
    case 'edm':
      return edm(spec);
    case 'flow':
      return flow();
    case 'zero-terminal-snr':
      return zeroTerminal(makeSchedule(spec.base));
    case 'shifted':
      return shifted(makeSchedule(spec.base), spec);
  }
}

/**
 * Trusts nothing: a spec from a link, a file or a message, with missing settings at their defaults.
 * Throws an `Error` that names what was wrong and what was expected, also when the schedule itself is impossible.
 */
export function parseScheduleSpec(value: unknown): ScheduleSpec {
  return parseAt(value, DEPTH);
}

function parseAt(value: unknown, depth: number): ScheduleSpec {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`schedule is ${value === null ? 'null' : typeof value} (expected an object with a kind)`);
  }
  const given = value as Readonly<Record<string, unknown>>;
  const setting = (name: keyof typeof scheduleRanges, standard: number): number => {
    const number = given[name] === undefined ? standard : given[name];
    const [least, most] = scheduleRanges[name];
    if (typeof number !== 'number' || !(number >= least && number <= most)) {
      throw new RangeError(`schedule ${name} is ${shown(number)} (expected a number from ${least} to ${most})`);
    }
    return number;
  };
  const base = (standard: ScheduleSpec): ScheduleSpec => {
    if (given.base === undefined) return standard;
    if (depth === 0) throw new RangeError(`schedule is made of more than ${DEPTH} others (expected at most ${DEPTH})`);
    return parseAt(given.base, depth - 1);
  };
  const spec = ((): ScheduleSpec => {
    switch (given.kind) {
      case 'linear':
      case 'scaled-linear':
      case 'sub-vp': {
        const standard = scheduleDefaults[given.kind];
        const betaMin = setting('betaMin', standard.betaMin);
        const betaMax = setting('betaMax', standard.betaMax);
        if (betaMax < betaMin) {
          throw new RangeError(`schedule betaMax is ${betaMax} (expected at least betaMin, ${betaMin})`);
        }
        return { kind: given.kind, betaMin, betaMax };
      }
      case 'cosine':
        return { kind: 'cosine', s: setting('s', scheduleDefaults.cosine.s) };
      case 'sigmoid': {
        const standard = scheduleDefaults.sigmoid;
        const start = setting('start', standard.start);
        const end = setting('end', standard.end);
        if (end <= start) throw new RangeError(`schedule end is ${end} (expected more than start, ${start})`);
        return { kind: 'sigmoid', start, end, tau: setting('tau', standard.tau) };
      }
      case 'drawn':
        return given.knots === undefined ? scheduleDefaults.drawn : { kind: 'drawn', knots: parseKnots(given.knots) };
      case 've':
      case 'edm': {
        const standard = scheduleDefaults[given.kind];
        const sigmaMin = setting('sigmaMin', standard.sigmaMin);
        const sigmaMax = setting('sigmaMax', standard.sigmaMax);
        return given.kind === 've'
          ? { kind: 've', sigmaMin, sigmaMax }
          : { kind: 'edm', sigmaMin, sigmaMax, rho: setting('rho', scheduleDefaults.edm.rho) };
      }
      case 'flow':
        return scheduleDefaults.flow;
      case 'zero-terminal-snr':
        return { kind: 'zero-terminal-snr', base: base(scheduleDefaults['zero-terminal-snr'].base) };
      case 'shifted': {
        const standard = scheduleDefaults.shifted;
        const reference = setting('reference', standard.reference);
        return { kind: 'shifted', base: base(standard.base), reference, size: setting('size', standard.size) };
      }
      default:
        throw new RangeError(`unknown schedule: ${shown(given.kind)} (expected ${scheduleKinds.join(', ')})`);
    }
  })();
  makeSchedule(spec);
  return spec;
}

/** What a menu or a caption calls it: `linear, β from 0.1 to 20`. */
export function scheduleLabel(spec: ScheduleSpec): string {
  switch (spec.kind) {
    case 'linear':
    case 'scaled-linear':
      return `${spec.kind}, β from ${spec.betaMin} to ${spec.betaMax}`;
    case 'cosine':
      return `cosine, s = ${spec.s}`;
    case 'sigmoid':
      return `sigmoid from ${spec.start} to ${spec.end}, τ = ${spec.tau}`;
    case 'drawn':
      return `drawn through ${spec.knots.length} points`;
    case 'sub-vp':
      return `sub-VP, β from ${spec.betaMin} to ${spec.betaMax}`;
    case 've':
      return `VE, σ from ${spec.sigmaMin} to ${spec.sigmaMax}`;
    case 'edm':
      return `EDM, σ from ${spec.sigmaMin} to ${spec.sigmaMax}, ρ = ${spec.rho}`;
    case 'flow':
      return 'flow, straight lines';
    case 'zero-terminal-snr':
      return `${scheduleLabel(spec.base)}, no signal at the end`;
    case 'shifted':
      return `${scheduleLabel(spec.base)}, shifted from ${spec.reference} to ${spec.size} pixels`;
  }
}

function parseKnots(value: unknown): readonly Knot[] {
  const [least, most] = scheduleRanges.knots;
  if (!Array.isArray(value) || value.length < least || value.length > most) {
    const found = Array.isArray(value) ? `${value.length} knots` : shown(value);
    throw new RangeError(`drawn schedule is ${found} (expected ${least} to ${most} pairs of t and log-SNR)`);
  }
  return value.map((knot: unknown): Knot => {
    if (!Array.isArray(knot) || knot.length !== 2 || !knot.every((x) => Number.isFinite(x))) {
      throw new RangeError(`drawn schedule has a knot ${shown(knot)} (expected [t, log-SNR], finite numbers)`);
    }
    return [knot[0] as number, knot[1] as number];
  });
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
