import type { ComponentChildren } from 'preact';
import { toneClass, type Tone } from './tone';
import './control.css';

export interface ReadoutProps {
  readonly label: string;
  /** The formatted value (`picture/numbers`). */
  readonly value: string;
  readonly unit?: string;
  readonly term?: string;
  readonly tone?: Tone;
}

/** A named number that follows the figure. Goes inside `Readouts`. */
export function Readout({ label, value, unit, term, tone }: ReadoutProps) {
  return (
    <div class={`c-readout${toneClass(tone)}`} data-term={term}>
      <dt>{label}</dt>
      <dd>{unit ? `${value} ${unit}` : value}</dd>
    </div>
  );
}

/** A row of readouts. */
export function Readouts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="c-readouts">{children}</dl>;
}
