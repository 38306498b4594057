import { useScopedId } from './scope';
import './control.css';

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Show the label above (it is always spoken). */
  readonly showLabel?: boolean;
  readonly term?: string;
  readonly disabled?: boolean;
}

/** Width in px at which the segments stop fitting a phone: about 7.5 a letter and 30 around each label. */
const PHONE = 320;

/**
 * One of a few: segments (radio buttons) up to five options, else a native select.
 * Segments that would not fit a phone become a select there too (both are rendered; the style sheet shows one).
 */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { options } = props;
  if (options.length > 5) return <Select {...props} />;
  const width = options.reduce((sum, { label }) => sum + 30 + 7.5 * label.length, 0);
  if (width <= PHONE) return <Segments {...props} />;
  return (
    <div class="c-choice-either">
      <Segments {...props} />
      <Select {...props} />
    </div>
  );
}

function Segments<V extends string>({ label, options, value, onChange, showLabel, term, disabled }: ChoiceProps<V>) {
  const name = useScopedId();
  return (
    <fieldset class="c-choice" data-term={term} disabled={disabled}>
      <legend class={showLabel ? 'c-label' : 'c-hidden'}>{label}</legend>
      <div class="c-segments">
        {options.map((option) => (
          <label key={option.value} class="c-segment">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Select<V extends string>({ label, options, value, onChange, showLabel, term, disabled }: ChoiceProps<V>) {
  return (
    <label class="c-select" data-term={term}>
      <span class={showLabel ? 'c-label' : 'c-hidden'}>{label}</span>
      <select value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
