/** What the figure of translation is set to, and what is asked for it. No DOM here. */
import { digitSide, toGrey } from '../../../src/core/data/digits';
import { boolean, choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { changes, pairOf, type Change } from '../../../src/core/translation/pairs';
import type { DomainName, TranslationHow } from '../../../src/engine/kinds/shipped/translation';
import { decodePicture, picture } from '../kit/picture-code';

/** Between domains there are no pairs; the rest is learned from them. */
export const kinds = ['type', 'hand', ...changes] as const;
export type Kind = (typeof kinds)[number];

export const translation = schema({
  /** What the picture shall become. */
  to: choice(kinds, 'type'),
  /** Between domains: through the noise and out of it by two models, or noised and drawn by one. */
  way: choice(['bridge', 'sdedit'], 'bridge'),
  /** Share of the steps that SDEdit takes. */
  strength: number(0.6, { min: 0.05, max: 1 }),
  /** How far each guess of SDEdit is pulled towards the picture's coarse layout. */
  pull: number(0, { min: 0, max: 1 }),
  /** Whether the models of the domains are told the class. */
  told: boolean(true),
  digit: number(4, { min: 0, max: 9, integer: true }),
  /** The reader's own picture in place of the digit. */
  picture,
  seed: seed(1),
});

export type TranslationSettings = SettingsOf<typeof translation>;

export const isDomain = (to: Kind): to is DomainName => to === 'type' || to === 'hand';

/** Answers that are drawn: a bridge draws nothing, and has one. */
export const answersOf = ({ to, way }: TranslationSettings): number => (isDomain(to) && way === 'bridge' ? 1 : 4);

export const howOf = ({ to, way, strength, pull }: TranslationSettings): TranslationHow => {
  if (!isDomain(to)) return { way: 'pairs', change: to };
  if (way === 'bridge') return { way, to };
  return pull === 0 ? { way, to, strength } : { way: 'pulled', to, strength, pull };
};

/** Ten pictures to choose from, one of each class, of each domain. */
export interface Hands {
  readonly hand: readonly Uint8Array[];
  readonly type: readonly Uint8Array[];
}

/** The picture that is to be changed, in grey levels, and where a pair is known, what it is to become. */
export interface Source {
  readonly grey: Uint8Array;
  readonly truth: Uint8Array | null;
  /** The class; null where it is not known. */
  readonly label: number | null;
}

export const ownDomain = (to: Kind): DomainName => (to === 'hand' ? 'type' : 'hand');

/** Handwriting, type where handwriting is wanted; for a change that is learned from pairs, the source of the pair that the digit makes. */
export function sourceOf({ to, digit, picture: own }: TranslationSettings, hands: Hands): Source {
  if (own !== null) return { grey: toGrey(decodePicture(own)), truth: null, label: null };
  const grey = hands[ownDomain(to)][digit];
  if (isDomain(to)) return { grey, truth: null, label: digit };
  const pair = pairOf(
    Float64Array.from(grey, (p) => p / 255),
    digitSide,
    to,
  );
  const bytes = (ink: Float64Array) => Uint8Array.from(ink, (v) => Math.round(255 * Math.min(1, v)));
  return { grey: bytes(pair.source), truth: bytes(pair.target), label: digit };
}

export const translationKey = (s: TranslationSettings): string =>
  [s.picture ?? s.digit, s.told && isDomain(s.to), s.seed, JSON.stringify(howOf(s))].join(':');

export type { Change };
