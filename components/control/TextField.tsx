import { toneClass, type Tone } from './tone';
import './control.css';

export interface TextFieldProps {
  /** What it asks for: `What to draw`. */
  readonly label: string;
  readonly value: string;
  /** Letters that it takes. */
  readonly longest: number;
  /** Shown while it is empty. */
  readonly placeholder?: string;
  readonly tone?: Tone;
  /** The id of what is said about it. */
  readonly describedBy?: string;
  /** At every letter. */
  readonly onInput: (value: string) => void;
}

/** A line of text. */
export function TextField({ label, value, longest, placeholder, tone, describedBy, onInput }: TextFieldProps) {
  return (
    <label class={`c-text${toneClass(tone)}`}>
      <span class="c-label">{label}</span>
      <input
        type="text"
        value={value}
        maxLength={longest}
        placeholder={placeholder}
        aria-describedby={describedBy}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
