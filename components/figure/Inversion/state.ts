/** What the figure of finding codes is set to, and the picture that follows from it. No DOM here. */
import { picture } from '../kit/picture-code';
import { number, optional, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const inversion = schema({
  /** Row of the packed digits: held-out rows, which no network has seen, are 9001 to 9999. */
  digit: number(9001, { min: 0, max: 9999, integer: true }),
  /** The reader's own picture in place of the digit. */
  picture,
  /** The class that both models are told; null for the digit's own, or what the judge reads. */
  told: optional(number(3, { min: 0, max: 9, integer: true })),
  /** Where the search begins. */
  seed: seed(1),
});

export type InversionSettings = SettingsOf<typeof inversion>;

/** Steps of the search for the generator's code. */
export const searchSteps = 300;
/** Steps of DDIM, there and as many back, one curve's points. */
export const ddimSteps = [5, 10, 20, 50, 100] as const;

export const inversionKey = ({ digit, picture: own, told, seed: of }: InversionSettings): string =>
  [own ?? digit, told, of].join(':');
