import type { ComponentChildren } from 'preact';
import './control.css';

export interface ButtonProps {
  readonly onClick: () => void;
  readonly children: ComponentChildren;
  /** One filled button a figure; the others quiet (the default). */
  readonly kind?: 'primary' | 'quiet';
  readonly disabled?: boolean;
  /** Spoken name, where the text alone would not say it. */
  readonly label?: string;
  /** For a button that stays down. */
  readonly pressed?: boolean;
}

export function Button({ onClick, children, kind = 'quiet', disabled, label, pressed }: ButtonProps) {
  return (
    <button
      type="button"
      class={`c-button c-${kind}`}
      disabled={disabled}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
