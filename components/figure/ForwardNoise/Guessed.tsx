import { digitSide, toUnit } from '../../../src/core/data/digits';
import { fixed, pixels } from '../../../src/picture';
import { Button, Choice } from '../../control';
import type { Guess } from './guess';

export interface GuessedProps {
  /** Null while the first is being computed. */
  readonly guesses: readonly Guess[] | null;
  readonly told: number | null;
  readonly failure: string | null;
  readonly onTell: (told: number | null) => void;
  readonly onRetry: () => void;
}

const toldOptions = ['nothing', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((value) => ({
  value,
  label: value === 'nothing' ? 'nothing' : `that it is a ${value}`,
}));

/** The denoised guess of the shipped network at this time: without the class, and with one told. */
export function Guessed({ guesses, told, failure, onTell, onRetry }: GuessedProps) {
  return (
    <div class="fn-guesses tone-model">
      {(told === null ? [null] : [null, told]).map((c) => (
        <One key={String(c)} told={c} guess={guesses?.find((guess) => guess.told === c) ?? null} />
      ))}
      <div class="fn-words fn-tell">
        <Choice
          label="Tell the network"
          showLabel
          options={toldOptions}
          value={told === null ? 'nothing' : String(told)}
          onChange={(value) => onTell(value === 'nothing' ? null : Number(value))}
        />
        {failure && (
          <p class="f-readout fn-failure" role="alert">
            {failure} <Button onClick={onRetry}>Try again</Button>
          </p>
        )}
      </div>
    </div>
  );
}

function One({ told, guess }: { readonly told: number | null; readonly guess: Guess | null }) {
  return (
    <div class="fn-guess" data-told={told ?? 'nothing'}>
      <div class="fn-best" data-term="xhat">
        {guess && (
          <img
            class="f-ink"
            src={pixels(toUnit(guess.pixels), digitSide)}
            alt={`The network’s guess, ${toldWords(told)}`}
          />
        )}
      </div>
      <div class="fn-words">
        <p class="f-title">{`The network’s guess, ${toldWords(told)}`}</p>
        <p class="f-readout">{guess ? guessLine(guess) : 'being computed …'}</p>
      </div>
    </div>
  );
}

function toldWords(told: number | null): string {
  return told === null ? 'class unknown' : `told it is a ${told}`;
}

export function guessLine({ error, reads, certainty }: Guess): string {
  return `off by ${fixed(error)} a pixel (root mean square, paper to ink is 2); a classifier reads a ${reads}, ${certainty > 0.9995 ? 'surely' : `probability ${fixed(certainty)}`}`;
}
