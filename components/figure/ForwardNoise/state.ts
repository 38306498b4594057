import { type Digits, digitPixelsOf, toUnit } from '../../../src/core/data/digits';
import { makeSchedule } from '../../../src/core/schedule';
import type { Schedule } from '../../../src/core/schedule';
import { type SampleDigit, sampleDigits } from '../../../src/engine/digits';
import { decodePicture } from '../kit/picture-code';
import type { Guesses } from './guess';
import type { Finding } from './search';
import { random } from '../../../src/core/random';
import { type ScheduleName, scheduleSpec, type Settings } from './settings';

const made = new Map<ScheduleName, Schedule>();

/** The schedule of a name, made once. */
export function scheduleOf(name: ScheduleName): Schedule {
  let schedule = made.get(name);
  if (!schedule) {
    schedule = makeSchedule(scheduleSpec(name));
    made.set(name, schedule);
  }
  return schedule;
}

/** What a chapter of the page was built with, so that the first frame needs no search. */
export interface Built {
  readonly digit: number;
  readonly seed: number;
  readonly rows: number;
  readonly lostRatio: number;
  /** sigma/alpha at which the rest holds. */
  readonly ratio: number;
  readonly best: number;
  readonly label: number;
  /** Grey levels of the best row, base64. */
  readonly pixels: string;
  readonly certainty: number;
  readonly candidates: number;
  readonly classes: readonly number[];
  readonly right: boolean;
  /** The network's guess under the settings with this key, its grey levels base64. */
  readonly guess: {
    readonly key: string;
    readonly pixels: string;
    readonly error: number;
    readonly reads: number;
    readonly certainty: number;
  };
}

export interface Clean {
  readonly x0: Float64Array;
  /** `digit` from the set, the reader's `picture`, or a digit that has `yet` to arrive (another stands in). */
  readonly kind: 'digit' | 'picture' | 'yet';
  /** Its class, where it has one. */
  readonly label: number | null;
  /** Whether the digit is one of the training rows. */
  readonly training: boolean;
}

/** The picture x_0 that the settings ask for, from what has arrived. */
export function cleanPicture(settings: Pick<Settings, 'digit' | 'picture'>, packed: Digits | null): Clean {
  if (settings.picture !== null) {
    return { x0: decodePicture(settings.picture), kind: 'picture', label: null, training: false };
  }
  const found = findDigit(settings.digit, packed);
  const shown = found ?? sampleDigits()[0];
  return {
    x0: toUnit(shown.pixels),
    kind: found ? 'digit' : 'yet',
    label: shown.label,
    training: packed ? shown.index < packed.trainCount : true,
  };
}

/** A digit by its row: from the few in the page, or from all once there; undefined while it is not. */
export function findDigit(index: number, packed: Digits | null): SampleDigit | undefined {
  return (
    sampleDigits().find((digit) => digit.index === index) ??
    (packed && index < packed.count
      ? { index, label: packed.labels[index], pixels: digitPixelsOf(packed, index) }
      : undefined)
  );
}

/** A name for a question to the search: the same name, the same x_0 and noise. */
export function questionKey({ digit, picture, seed }: Pick<Settings, 'digit' | 'picture' | 'seed'>): string {
  return `${seed}:${picture ?? digit}`;
}

/**
 * Ten digits to pick from, one of each class. Hand 0 is in the page; further hands are drawn from the training rows, `hand` being the
 * seed. The chosen digit takes the place of its class, so that it is always among them.
 */
export function handOfDigits(hand: number, packed: Digits | null, chosen: number): readonly SampleDigit[] {
  const dealt = hand > 0 && packed ? drawnHand(hand, packed) : sampleDigits().filter((_, i) => i % 2 === 0);
  const picked = findDigit(chosen, packed);
  return picked ? dealt.map((digit) => (digit.label === picked.label ? picked : digit)) : dealt;
}

function drawnHand(hand: number, packed: Digits): SampleDigit[] {
  const r = random(hand).split('hand of digits');
  const dealt: (SampleDigit | undefined)[] = new Array<undefined>(10).fill(undefined);
  for (let left = 10; left > 0;) {
    const index = r.integer(packed.trainCount);
    const label = packed.labels[index];
    if (dealt[label]) continue;
    dealt[label] = { index, label, pixels: digitPixelsOf(packed, index) };
    left -= 1;
  }
  return dealt.filter((digit) => digit !== undefined);
}

/** `time` one tick later while playing from 0 to 1 in `seconds`; stops at 1. */
export function playOn(
  time: number,
  elapsed: number,
  seconds: number,
): { readonly time: number; readonly ended: boolean } {
  const next = time + elapsed / seconds;
  return next >= 1 ? { time: 1, ended: true } : { time: next, ended: false };
}

/** The build's answer in the form of the search's. */
export function builtFinding(built: Built): Finding {
  return {
    best: built.best,
    label: built.label,
    certainty: built.certainty,
    candidates: built.candidates,
    right: built.right,
    rows: built.rows,
    classes: Float64Array.from(built.classes),
    pixels: bytes(built.pixels),
  };
}

export function builtGuesses({ guess }: Built): Guesses {
  return { key: guess.key, guesses: [{ ...guess, told: null, pixels: bytes(guess.pixels) }] };
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
