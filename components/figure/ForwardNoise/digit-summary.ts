/** What the figure of one digit shows, in words. */
import { fixed } from '../../../src/picture';
import { verdict } from './Found';
import type { Guess } from './guess';
import { guessLine } from './Guessed';
import type { Finding } from './search';

export function digitSummary(seen: {
  readonly what: string;
  readonly label: number | null;
  readonly t: number;
  readonly alpha: number;
  readonly sigma: number;
  readonly finding: Finding | null;
  readonly training: boolean;
  readonly lost: number | null;
  readonly guesses: readonly Guess[] | null;
}): string {
  const { what, label, t, alpha, sigma, finding, training, lost, guesses } = seen;
  const found =
    finding === null
      ? 'The nearest training digit is not known yet.'
      : `${verdict(finding, training, label)}; the best match is a ${finding.label}.`;
  const when = lost === null ? '' : ` The right answer is lost at t = ${fixed(lost, 3)}.`;
  const network =
    guesses === null
      ? ''
      : guesses
          .map(
            (guess) =>
              ` The network’s guess, ${guess.told === null ? 'class unknown' : `told it is a ${guess.told}`}, is ${guessLine(guess)}.`,
          )
          .join('');
  return `At t = ${fixed(t, 3)}, x_t is ${fixed(alpha, 3)} times ${what} plus ${fixed(sigma, 3)} times noise. ${found}${when}${network}`;
}
