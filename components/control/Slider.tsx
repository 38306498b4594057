import { significant } from '../../src/picture/numbers';
import { toneClass, type Tone } from './tone';
import './control.css';

export interface SliderProps {
  /** What it sets, in words or a symbol: `noise level t`. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Step of the value; of its logarithm's thousandths when `log` (a thousandth of the range). */
  readonly step?: number;
  /** Equal distances are equal ratios; `min` must be positive. Use for learning rates. */
  readonly log?: boolean;
  /** After the value: `steps`. */
  readonly unit?: string;
  /** The value as shown and spoken (two or three significant digits). */
  readonly format?: (value: number) => string;
  /** The symbol it stands for, linked to equations and curves (`data-term`). */
  readonly term?: string;
  readonly tone?: Tone;
  readonly disabled?: boolean;
  /** At every movement. */
  readonly onInput: (value: number) => void;
  /** When let go. */
  readonly onCommit?: (value: number) => void;
}

/** A named slider with its value beside it. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, log = false, unit, term, tone, disabled, onInput, onCommit } = props;
  const step = props.step ?? (log ? undefined : (max - min) / 1000);
  const format = props.format ?? ((v: number) => significant(v, 3));
  const shown = unit ? `${format(value)} ${unit}` : format(value);
  const read = (event: Event) => fromPosition(Number((event.currentTarget as HTMLInputElement).value), props);
  return (
    <label class={`c-slider${toneClass(tone)}`} data-term={term}>
      <span class="c-label">{label}</span>
      {/* Not an <output>: that would take the label's place from the input and speak at every movement. */}
      <span class="c-value" aria-hidden="true">
        {shown}
      </span>
      <input
        type="range"
        min={log ? 0 : min}
        max={log ? 1000 : max}
        step={log ? 1 : step}
        value={log ? Math.round((1000 * Math.log(value / min)) / Math.log(max / min)) : value}
        aria-label={label}
        aria-valuetext={shown}
        disabled={disabled}
        onInput={(event) => onInput(read(event))}
        onChange={onCommit && ((event) => onCommit(read(event)))}
      />
    </label>
  );
}

/** The value at a slider position: itself, or on a log scale rounded to three significant digits (so links stay short). */
export function fromPosition(
  position: number,
  { min, max, log = false }: Pick<SliderProps, 'min' | 'max' | 'log'>,
): number {
  if (!log) return position;
  const value = Number((min * (max / min) ** (position / 1000)).toPrecision(3));
  return Math.min(max, Math.max(min, value));
}
