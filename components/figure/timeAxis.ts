import { coordinate, ddpmSteps, timeOf, type Convention } from '../../src/core/notation';
import type { Schedule } from '../../src/core/schedule/schedule';
import type { Domain } from '../../src/picture/frame';
import { fixed, significant } from '../../src/picture/numbers';
import type { Tick } from '../../src/picture/ticks';

/** The book's time, as an axis and as words in a reader's notation. Settings and links stay in the book's t. */
export interface TimeAxis {
  readonly convention: Convention;
  /** What runs along it: `time t`, `noise level σ`. */
  readonly label: string;
  /** Its letter: `t`, `σ`. */
  readonly letter: string;
  readonly domain: Domain;
  /** Laid out logarithmically (EDM's noise level). */
  readonly log: boolean;
  /** Where on the axis a time of the book stands; a log axis holds it inside its domain. */
  readonly place: (t: number) => number;
  /** The number alone: `0.42`. */
  value(t: number, decimals?: number): string;
  /** `t = 0.26`, `t = 260`, `σ = 0.42`. */
  text(t: number, decimals?: number): string;
}

const labels: Readonly<Record<Convention, string>> = {
  book: 'time t',
  ddpm: `step t of ${ddpmSteps}`,
  sde: 'time t',
  edm: 'noise level σ',
  flow: 'flow time t',
};

/** Noise levels that a logarithmic axis shows at the most: beyond them there is no noise, or nothing else, to be seen. */
const levels = [0.002, 200] as const;

/**
 * The axis for times `ends` of a schedule, in that order; a logarithmic one spans `shown`, the times that something is drawn at.
 * Throws `RangeError` where both ends have the same noise.
 */
export function timeAxis(
  convention: Convention,
  schedule: Pick<Schedule, 'alpha' | 'sigma'>,
  ends: Domain = [0, 1],
  shown: Domain = ends,
): TimeAxis {
  const log = convention === 'edm';
  const letter = log ? 'σ' : 't';
  const held = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const at = (t: number) => coordinate(convention, schedule, t);
  const [first, last] = log
    ? [held(at(shown[0]), ...levels), held(at(shown[1]), ...levels)]
    : [at(ends[0]), at(ends[1])];
  if (first === last)
    throw new RangeError(`times ${shown.join(' and ')} have the same noise (expected two different levels)`);
  const value = (t: number, decimals = 2) => {
    if (convention === 'ddpm') return fixed(at(t), 0);
    return log ? significant(at(t), decimals) : fixed(at(t), decimals);
  };
  return {
    convention,
    log,
    letter,
    label: labels[convention],
    domain: [first, last],
    place: log ? (t) => held(at(t), Math.min(first, last), Math.max(first, last)) : at,
    value,
    text: (t, decimals) => `${letter} = ${value(t, decimals)}`,
  };
}

const round: Readonly<Record<Convention, readonly number[]>> = {
  book: [0, 0.25, 0.5, 0.75, 1],
  sde: [0, 0.25, 0.5, 0.75, 1],
  flow: [0, 0.25, 0.5, 0.75, 1],
  ddpm: [0, 0.25, 0.5, 0.75, 1].map((share) => share * ddpmSteps),
  edm: [0.01, 0.1, 1, 10, 100],
};

/** Share of the axis that two marks are apart at the least. */
const room = 0.07;

/**
 * Round values of a convention on an axis that stays laid out in the book's t (0 to 1, either way): where they stand, and what they say.
 * Values that lie too near to one before them are left out.
 */
export function timeTicks(
  convention: Convention,
  schedule: Pick<Schedule, 'alpha' | 'sigma' | 'timeOfLogSnr'>,
): readonly Tick[] {
  const ticks: Tick[] = [];
  for (const at of round[convention]) {
    const value = timeOf(convention, schedule, at);
    // What the schedule does not reach is not on the axis.
    if (Math.abs(coordinate(convention, schedule, value) - at) > 1e-3 * Math.max(1, at)) continue;
    if (ticks.length === 0 || value - ticks[ticks.length - 1].value >= room) ticks.push({ value, label: String(at) });
  }
  return ticks;
}

/** A noise level beside a signal of full size (the book's x_t where alpha = 1), in words of a notation. */
export function levelText(convention: Convention, sigma: number): string {
  if (convention === 'ddpm') return `ᾱ = ${significant(1 / (1 + sigma * sigma), 2)}`;
  if (convention === 'flow') return `t = ${fixed(sigma / (1 + sigma))}`;
  return `σ = ${significant(sigma, 2)}`;
}
