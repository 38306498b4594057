import { Slider } from '../../control';
import { fixed } from '../../../src/picture';

export interface Frame {
  readonly t: number;
  /** A picture as a data URI. */
  readonly href: string;
}

export interface FilmProps {
  readonly t: number;
  readonly frames: readonly Frame[];
  /** Where the right answer is lost; null when it is not known or never happens. */
  readonly lost: number | null;
  readonly onInput: (t: number) => void;
}

/** A strip of noised pictures that stands on the slider of t: each frame over its own part of the track. */
export function Film({ t, frames, lost, onInput }: FilmProps) {
  const current = Math.min(frames.length - 1, Math.floor(t * frames.length));
  return (
    <div class="fn-time">
      {/* The slider says the same to the keyboard and to a screen reader. */}
      <div class="fn-film" aria-hidden="true">
        {frames.map((frame, k) => (
          <button
            key={k}
            type="button"
            tabIndex={-1}
            data-current={k === current ? '' : undefined}
            onClick={() => onInput(frame.t)}
          >
            <img class="f-ink" src={frame.href} alt="" />
          </button>
        ))}
      </div>
      <Slider
        label="time t, from data to noise"
        term="t"
        tone="noised"
        min={0}
        max={1}
        step={0.001}
        value={t}
        format={(v) => fixed(v, 3)}
        onInput={onInput}
      />
      {lost !== null && (
        <p
          class="fn-lost"
          style={{ '--at': String(Math.round(lost * 10000) / 10000) }}
          data-side={lost > 0.55 ? 'left' : 'right'}
        >
          <span>{`right answer lost at t = ${fixed(lost, 3)}`}</span>
        </p>
      )}
    </div>
  );
}
