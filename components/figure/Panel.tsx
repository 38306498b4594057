import type { ComponentChildren } from 'preact';
import { toneClass, type Tone } from '../control/tone';
import type { Frame } from '../../src/picture/frame';
import './kit.css';

export interface PanelProps {
  /** The picture's frame: its size gives the panel's shape. Without one, children are HTML and `ratio` is needed. */
  readonly frame?: Pick<Frame, 'width' | 'height'>;
  /** Width over height, for a panel of HTML. */
  readonly ratio?: number;
  /** Name under the picture, in its quantity's colour: `Learned, step 312`. */
  readonly title?: ComponentChildren;
  readonly tone?: Tone | undefined;
  /** One line of live numbers under the name. */
  readonly readout?: ComponentChildren | undefined;
  /** What the picture is, for a reader who cannot see it: `Scatter plot of 500 generated points`. */
  readonly label: string;
  /**
   * It holds things to grab (a curve editor, a drawing pad), so it is a group, not one image, and a phone gives it the whole
   * width; `point` where one only points at a place, for which half is enough.
   */
  readonly interactive?: boolean | 'point';
  /** Hairline around the picture (default: squares have one). */
  readonly border?: boolean;
  readonly term?: string | undefined;
  readonly children: ComponentChildren;
}

/** One picture of a figure with its name and numbers. In a `Panels` row all have one height. */
export function Panel(props: PanelProps) {
  const { frame, title, tone, readout, label, interactive = false, term, children } = props;
  const ratio = frame ? frame.width / frame.height : (props.ratio ?? 1);
  const square = ratio < 1.15;
  const border = props.border ?? (square && frame !== undefined);
  return (
    <div
      class={`f-panel${toneClass(tone)}`}
      data-shape={square ? 'square' : 'wide'}
      data-interactive={interactive === true ? '' : interactive || undefined}
      data-term={term}
      style={{ '--ratio': String(Math.round(ratio * 1000) / 1000) }}
    >
      {frame ? (
        <div class="f-picture" data-border={border ? '' : undefined}>
          <svg
            viewBox={`0 0 ${frame.width} ${frame.height}`}
            style={{ '--units': String(frame.width) }}
            role={interactive ? 'group' : 'img'}
            aria-label={label}
          >
            {children}
          </svg>
        </div>
      ) : (
        <div class="f-picture" role={interactive ? 'group' : undefined} aria-label={interactive ? label : undefined}>
          {children}
        </div>
      )}
      {title !== undefined && <p class="f-title">{title}</p>}
      {readout !== undefined && <p class="f-readout">{readout}</p>}
    </div>
  );
}

/** A row of panels: one height, one baseline; on a phone wide ones take the width and squares stand in twos. */
export function Panels({ children }: { readonly children: ComponentChildren }) {
  return <div class="f-panels">{children}</div>;
}
