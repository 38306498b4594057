import { useEffect, useState } from 'preact/hooks';
import { Button } from './Button';
import './control.css';

const most = 2_147_483_647;

/** The seed `by` after this one; after the last, the first. */
export const nextSeed = (seed: number, by = 1): number => (seed + by) % (most + 1);

export interface SeedBoxProps {
  readonly value: number;
  readonly onChange: (seed: number) => void;
  readonly label?: string;
}

/** The seed of everything random in a figure: type one, or take the next. What is no seed is said, and the one in force stays. */
export function SeedBox({ value, onChange, label = 'Seed' }: SeedBoxProps) {
  const [said, say] = useState('');
  useEffect(() => say(''), [value]);
  const take = (input: HTMLInputElement) => {
    const seed = Number(input.value);
    if (input.value !== '' && Number.isInteger(seed) && seed >= 0 && seed <= most) {
      say('');
      onChange(seed);
      return;
    }
    // What a number box cannot read at all it hands over as nothing.
    const given = input.value === '' ? 'That' : input.value;
    input.value = String(value);
    say(`${given} is no seed (expected a whole number from 0 to ${most}). It stays ${value}.`);
  };
  return (
    <div class="c-seed">
      <label>
        <span class="c-label">{label}</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={most}
          step={1}
          value={value}
          onChange={(event) => take(event.currentTarget)}
        />
      </label>
      <Button onClick={() => onChange(nextSeed(value))} label="Next seed">
        Next
      </Button>
      <span class="c-hint c-said" role="status">
        {said}
      </span>
    </div>
  );
}
