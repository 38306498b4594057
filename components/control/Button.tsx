import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
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

/** A button. One that is switched off while it has the focus keeps it: a browser would take it away and begin again at the top of the page. */
export function Button({ onClick, children, kind = 'quiet', disabled = false, label, pressed }: ButtonProps) {
  const [held, hold] = useState(false);
  return (
    <button
      type="button"
      class={`c-button c-${kind}`}
      disabled={disabled && !held}
      aria-disabled={disabled && held ? true : undefined}
      aria-label={label}
      aria-pressed={pressed}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {children}
    </button>
  );
}
