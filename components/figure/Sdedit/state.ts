/** What the figure of bad drawings is set to, and the requests that follow from it. No DOM here. */
import { readPrompt } from '../../../src/core/caption/prompt';
import { digitEditTimes, editRules, strengthNoise } from '../../../src/core/image-network/editing';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { choice, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import type { DigitEditSpec } from '../../../src/engine/kinds/shipped/edit';
import { decodePicture, picture, type PictureCode } from '../kit/picture-code';
import { drawings } from './drawings';

export const answerCount = 6;
/** Strengths of the small multiples, all from the first answer's noise. */
export const stripStrengths = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
export const longestPrompt = 200;

export const sdeditFigure = schema({
  /** Which of the bad drawings. */
  drawing: number(0, { min: 0, max: drawings.length - 1, integer: true }),
  /** The reader's own in its place. */
  picture,
  strength: number(0.5, { min: 0, max: 1 }),
  /** Steps of all of the way. */
  steps: number(10, { min: 1, max: 50, integer: true }),
  rule: choice(editRules, 'time'),
  /** Nothing, a class, or words: the last in codes. */
  told: choice(['nothing', 'class', 'words'], 'nothing'),
  label: number(3, { min: 0, max: 9, integer: true }),
  prompt: text('bold', longestPrompt),
  /** w of Ho and Salimans 2022, where something is told. */
  w: number(1, { min: 0, max: 6 }),
  seed: seed(1),
});

export type SdeditSettings = SettingsOf<typeof sdeditFigure>;

export const pictureOf = ({ drawing, picture: own }: SdeditSettings): PictureCode => own ?? drawings[drawing].picture;

/** What the networks are told, and which of them. */
function asking({ told, label, prompt, w }: SdeditSettings): Pick<DigitEditSpec, 'label' | 'said' | 'guidance'> {
  if (told === 'nothing') return {};
  if (told === 'class') return { label, guidance: w };
  const { tokens, mask } = readPrompt(prompt);
  return { said: { tokens, mask }, guidance: w };
}

export function request(s: SdeditSettings, strength = s.strength, count = answerCount): DigitEditSpec {
  return {
    picture: decodePicture(pictureOf(s)),
    pixels: 'book',
    ...asking(s),
    strength,
    steps: s.steps,
    rule: s.rule,
    seed: s.seed,
    rows: Array.from({ length: count }, (_, i) => i),
  };
}

/** What the small multiples follow from: all but the strength. */
export function stripKey(s: SdeditSettings): string {
  const { said, label, guidance } = asking(s);
  return JSON.stringify([pictureOf(s), said ? Array.from(said.tokens) : label, guidance, s.steps, s.rule, s.seed]);
}

export const sdeditKey = (s: SdeditSettings): string => `${s.strength} ${stripKey(s)}`;

/** Where an edit begins. */
export interface Beginning {
  /** Steps that are taken. */
  readonly taken: number;
  readonly t: number;
  /** sigma / alpha there. */
  readonly noise: number;
}

export function beginning(s: Pick<SdeditSettings, 'strength' | 'steps' | 'rule'>, rule = s.rule): Beginning {
  const times = digitEditTimes(s.steps, s.strength, rule);
  const schedule = digitSchedule();
  const [t] = times;
  return { taken: times.length - 1, t, noise: schedule.sigma(t) / schedule.alpha(t) };
}

/** The strength whose noise this is, for a mark in a chart: the inverse of `strengthNoise`, by halves. */
export function strengthOf(noise: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (strengthNoise(middle) < noise) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
