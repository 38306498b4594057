import { duration, percent } from '../../src/picture/numbers';
import { Button } from './Button';
import './control.css';

export interface ProgressProps {
  readonly label: string;
  /** Share done, in [0, 1]. */
  readonly value: number;
  /** Seconds since the start: gives the estimate. */
  readonly elapsed?: number;
  readonly onStop?: () => void;
}

/** Seconds left if the rest goes as fast as what is done; null while too little is done to tell. */
export function secondsLeft(value: number, elapsed: number): number | null {
  return value >= 0.03 && value <= 1 && elapsed > 0 ? (elapsed * (1 - value)) / value : null;
}

/** A bar for work that takes more than a second, with an estimate and a stop. */
export function Progress({ label, value, elapsed = 0, onStop }: ProgressProps) {
  const share = Math.max(0, Math.min(1, value || 0));
  const left = secondsLeft(share, elapsed);
  return (
    <div class="c-progress">
      <label>
        <span class="c-label">{label}</span>
        <progress value={share} max={1}>
          {percent(share)}
        </progress>
      </label>
      <span class="c-value">{left === null ? percent(share) : `${percent(share)}, ${duration(left)} left`}</span>
      {onStop && <Button onClick={onStop}>Stop</Button>}
    </div>
  );
}
