import type { ComponentChildren } from 'preact';
import { toneClass, type Tone } from '../control/tone';
import type { Frame } from '../../src/picture/frame';
import { logTicks, ticks, type Tick } from '../../src/picture/ticks';
import './kit.css';

/** The SVG pieces of a panel. Geometry comes from `picture`; colour from the theme by `tone`. */

export interface AxisOptions {
  /** What runs along it, in words: `time t`. */
  readonly label?: string;
  /** Where to mark it (round values). */
  readonly ticks?: readonly Tick[];
  /** How many round values, about (5). */
  readonly count?: number;
  /** Hairlines across the panel (yes). */
  readonly grid?: boolean;
}

export interface AxesProps {
  readonly frame: Frame;
  /** false leaves an axis out. */
  readonly x?: AxisOptions | false;
  readonly y?: AxisOptions | false;
}

/** Hairline grid, tick labels, axes named in words. Leave a margin of about 18 below and 30 at the left. Rows of text are told apart by their own size, which grows on a phone. */
export function Axes({ frame, x = {}, y = {} }: AxesProps) {
  const { left, right, top, bottom } = frame;
  const xTicks = x === false ? [] : (x.ticks ?? (frame.xLog ? logTicks : ticks)(frame.xDomain, x.count ?? 5));
  const yTicks = y === false ? [] : (y.ticks ?? (frame.yLog ? logTicks : ticks)(frame.yDomain, y.count ?? 5));
  const grid = [
    ...(x !== false && x.grid !== false ? xTicks.map(({ value }) => `M${at(frame.x(value))},${top}V${bottom}`) : []),
    ...(y !== false && y.grid !== false ? yTicks.map(({ value }) => `M${left},${at(frame.y(value))}H${right}`) : []),
  ].join('');
  return (
    <g class="f-axes" aria-hidden="true">
      <path class="f-grid" d={grid} />
      {xTicks.map(({ value, label }) => (
        <text key={`x${value}`} x={at(frame.x(value))} y={bottom} dy="1.2em" text-anchor="middle">
          {label}
        </text>
      ))}
      {yTicks.map(({ value, label }) => (
        <text key={`y${value}`} x={left - 6} y={at(frame.y(value))} dy="0.32em" text-anchor="end">
          {label}
        </text>
      ))}
      {x !== false && x.label && (
        <text class="f-axis" x={right} y={bottom} dy="2.3em" text-anchor="end">{`${x.label} \u2192`}</text>
      )}
      {y !== false && y.label && <text class="f-axis" x={left - 6} y={top - 8}>{`\u2191 ${y.label}`}</text>}
    </g>
  );
}

export interface MarkProps {
  /** A path from `picture`. */
  readonly d: string;
  readonly tone?: Tone;
  readonly opacity?: number;
  /** Links it to its symbol in equations and controls. */
  readonly term?: string;
}

/** A cloud from `dots`. `size` is the diameter in user units. */
export function Dots({ d, tone, size = 3, opacity = 0.75, term }: MarkProps & { readonly size?: number }) {
  return (
    <path class={`f-dots${toneClass(tone)}`} d={d} stroke-width={size} stroke-opacity={opacity} data-term={term} />
  );
}

/** A line from `line`, `plot`, `trails`, `arrows` or `contours`. `dash`: a second sign beside colour. */
export function Line({
  d,
  tone,
  width = 2,
  dash,
  opacity,
  term,
}: MarkProps & { readonly width?: number; readonly dash?: string | undefined }) {
  return (
    <path
      class={`f-line${toneClass(tone)}`}
      d={d}
      stroke-width={width}
      stroke-dasharray={dash}
      stroke-opacity={opacity}
      data-term={term}
    />
  );
}

/** A filled region from `area`, `bars` or `contours`. */
export function Area({ d, tone, opacity = 0.16, term }: MarkProps) {
  return <path class={`f-area${toneClass(tone)}`} d={d} fill-opacity={opacity} data-term={term} />;
}

export interface LabelProps {
  readonly x: number;
  readonly y: number;
  readonly tone?: Tone;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly term?: string;
  readonly children: ComponentChildren;
}

/** Text at a place in user units, with a halo of paper so that it reads over lines: the direct label of a curve. */
export function Label({ x, y, tone, anchor = 'start', term, children }: LabelProps) {
  return (
    <text class={`f-label${toneClass(tone)}`} x={at(x)} y={at(y)} text-anchor={anchor} data-term={term}>
      {children}
    </text>
  );
}

/** A small ring at a place in user units: where on a curve we are. */
export function Marker({
  x,
  y,
  tone,
  size = 5,
  filled = true,
}: {
  readonly x: number;
  readonly y: number;
  readonly tone?: Tone;
  readonly size?: number;
  readonly filled?: boolean;
}) {
  return (
    <circle class={`f-marker${toneClass(tone)}`} data-filled={filled ? '' : undefined} cx={at(x)} cy={at(y)} r={size} />
  );
}

/** A rule across the data area at x (or y) in data units: now, a mean, a threshold. */
export function Rule({
  frame,
  x,
  y,
  tone,
  dash,
}: {
  readonly frame: Frame;
  readonly x?: number;
  readonly y?: number;
  readonly tone?: Tone;
  readonly dash?: string | undefined;
}) {
  const d =
    (x === undefined ? '' : `M${at(frame.x(x))},${frame.top}V${frame.bottom}`) +
    (y === undefined ? '' : `M${frame.left},${at(frame.y(y))}H${frame.right}`);
  return <path class={`f-rule${toneClass(tone)}`} d={d} stroke-dasharray={dash} />;
}

/** A grey picture from `pixels` inside an SVG panel. Blended, so that paper is the page's in both themes. */
export function Picture({
  href,
  x = 0,
  y = 0,
  width,
  height = width,
}: {
  readonly href: string;
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height?: number;
}) {
  return <image class="f-ink" href={href} x={x} y={y} width={width} height={height} preserveAspectRatio="none" />;
}

/** The same as an HTML image, for rows of digits. `size` is its width in CSS pixels. */
export function Digit({
  href,
  label,
  size = 56,
}: {
  readonly href: string;
  readonly label: string;
  readonly size?: number;
}) {
  return <img class="f-ink" src={href} alt={label} width={size} height={size} />;
}

function at(value: number): number {
  return Math.round(value * 100) / 100;
}
