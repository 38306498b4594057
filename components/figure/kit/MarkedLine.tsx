/** Curves through measured points, and the piece of a curve that stands before its name. */
import type { ComponentChildren } from 'preact';
import type { Frame } from '../../../src/picture/frame';
import { line } from '../../../src/picture/line';
import type { Tone } from '../../control/tone';
import { Label, Line, Marker } from '../Marks';

export interface MarkedLineProps {
  readonly frame: Frame;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly tone: Tone;
  readonly dash?: string | undefined;
  /** Radius of a marker. */
  readonly size: number;
  readonly filled?: boolean;
}

/** A line through points, each of them marked. */
export function MarkedLine({ frame, points, tone, dash, size, filled = true }: MarkedLineProps) {
  return (
    <>
      <Line
        d={line(
          frame,
          points.map(([x]) => x),
          points.map(([, y]) => y),
        )}
        tone={tone}
        width={1.8}
        dash={dash}
      />
      {points.map(([x, y]) => (
        <Marker key={x} x={frame.x(x)} y={frame.y(y)} tone={tone} size={size} filled={filled} />
      ))}
    </>
  );
}

export interface LineKeyProps {
  /** Where the piece of line begins, and the foot of the name, in user units. */
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly dash?: string | undefined;
  readonly width?: number;
  readonly children: ComponentChildren;
}

/** One line of a legend inside a panel. */
export function LineKey({ x, y, tone, dash, width = 1.8, children }: LineKeyProps) {
  return (
    <g>
      <Line d={`M${x},${y - 4}h22`} tone={tone} width={width} dash={dash} />
      <Label x={x + 28} y={y} tone={tone}>
        {children}
      </Label>
    </g>
  );
}
