import './control.css';

export interface ToggleProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly term?: string;
  readonly disabled?: boolean;
}

/** On or off: a check box drawn as a switch. */
export function Toggle({ label, value, onChange, term, disabled }: ToggleProps) {
  return (
    <label class="c-toggle" data-term={term}>
      <input
        type="checkbox"
        role="switch"
        checked={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="c-track" aria-hidden="true" />
      <span>{label}</span>
    </label>
  );
}
