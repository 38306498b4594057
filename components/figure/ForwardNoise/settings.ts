import { scheduleDefaults, type ScheduleSpec } from '../../../src/core/schedule';
import { choice, number, optional, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { picture } from '../kit/picture-code';

export const modes = ['digit', 'cloud', 'chain'] as const;
export type Mode = (typeof modes)[number];

/** The schedules of this figure, with their usual settings: the editor of chapter 3 has the rest. */
export const schedules = ['linear', 'cosine', 'sigmoid'] as const;
export type ScheduleName = (typeof schedules)[number];

export const targets = ['eight-gaussians', 'two-moons', 'spiral', 'checkerboard'] as const;
export type TargetName = (typeof targets)[number];

/** The first training digit of class 3 that travels in the page. */
const firstDigit = 3;

export const forwardNoiseSchema = schema({
  mode: choice(modes, 'digit'),
  schedule: choice(schedules, 'cosine'),
  /** Time, 0 is data and 1 is noise. */
  t: number(0.45, { min: 0, max: 1 }),
  /** Of the noise. */
  seed: seed(10),
  /** Row of the packed digits: training rows are 0 to 9000, held-out rows 9001 to 9999. */
  digit: number(firstDigit, { min: 0, max: 9999, integer: true }),
  /** The reader's own picture, drawn or dropped, in place of the digit. */
  picture,
  /** The class that the denoising network is told besides guessing without; null for none. */
  told: optional(number(3, { min: 0, max: 9, integer: true })),
  target: choice(targets, 'eight-gaussians'),
  /** Steps of the chain, T. */
  steps: number(50, { min: 20, max: 1000, integer: true }),
  /** Steps taken. */
  step: number(25, { min: 0, max: 1000, integer: true }),
});

export type Settings = SettingsOf<typeof forwardNoiseSchema>;

export function scheduleSpec(name: ScheduleName): ScheduleSpec {
  return scheduleDefaults[name];
}
