import { Button } from './Button';
import './control.css';

export interface SeedBoxProps {
  readonly value: number;
  readonly onChange: (seed: number) => void;
  readonly label?: string;
}

/** The seed of everything random in a figure: type one, or take the next. */
export function SeedBox({ value, onChange, label = 'Seed' }: SeedBoxProps) {
  const take = (text: string) => {
    const seed = Number(text);
    if (text !== '' && Number.isInteger(seed) && seed >= 0 && seed <= 2_147_483_647) onChange(seed);
  };
  return (
    <div class="c-seed">
      <label>
        <span class="c-label">{label}</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={2_147_483_647}
          step={1}
          value={value}
          onChange={(event) => take(event.currentTarget.value)}
        />
      </label>
      <Button onClick={() => onChange((value + 1) % 2_147_483_648)} label="Next seed">
        Next
      </Button>
    </div>
  );
}
