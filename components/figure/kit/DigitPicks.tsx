import { digitSide, toUnit } from '../../../src/core/data/digits';
import type { SampleDigit } from '../../../src/engine/digits';
import { pixels } from '../../../src/picture';
import { useScopedId } from '../../control';
import './digits.css';

export interface DigitPicksProps {
  readonly digits: readonly SampleDigit[];
  /** Row of the chosen digit; null while the picture is the reader's own. */
  readonly chosen: number | null;
  readonly onPick: (index: number) => void;
}

/** Real digits to choose from, one of each class. */
export function DigitPicks({ digits, chosen, onPick }: DigitPicksProps) {
  const name = useScopedId();
  return (
    <fieldset class="f-picks" data-term="x0">
      <legend class="c-hidden">Digit</legend>
      {digits.map(({ index, label, pixels: grey }) => (
        <label key={label}>
          <input
            type="radio"
            name={name}
            value={String(index)}
            checked={index === chosen}
            aria-label={`A ${label}`}
            onChange={() => onPick(index)}
          />
          <img class="f-ink" src={pixels(toUnit(grey), digitSide)} alt="" />
        </label>
      ))}
    </fieldset>
  );
}
