/** What the settings of every kind of run are read by, in the worker and at build: kinds add their own fields. */
import { choice, number, object, omissible, optional, refined, required, text, type Field } from '../core/schema';
import { backendChoices } from './backends';
import { raceUnits, type Race } from './race';
import type { RunSettings } from './settings';

/** Greatest seed. */
export const mostSeed = 4_294_967_295;

/** A whole number in [min, max]. */
export const whole = (initial: number, min: number, max: number): Field<number> =>
  number(initial, { min, max, integer: true });

/** Null for a run that races with nobody. */
export const raceField: Field<Race | null> = optional(
  refined(
    object({
      group: required(text('', 60)),
      by: required(choice(raceUnits, 'examples')),
      budget: required(number(0, { min: 0, max: 1e18 })),
      marks: omissible(whole(0, 0, 1000)),
    }),
    ({ marks = 0, ...race }) => ({ ...race, ...(marks > 0 && { marks }) }),
  ),
);

/** @param fastest most steps per second that may be asked for */
export function runFields({ seed, backend, stopAfter, speed }: RunSettings, fastest: number) {
  return {
    seed: whole(seed, 0, mostSeed),
    backend: choice(backendChoices, backend),
    stopAfter: whole(stopAfter, 0, 10_000_000),
    speed: number(speed, { min: 0, max: fastest }),
    race: raceField,
  };
}
