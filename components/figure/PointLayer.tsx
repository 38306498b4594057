import { toPanel } from '../control/pointer';
import type { Frame } from '../../src/picture/frame';
import './kit.css';

export interface PointLayerProps {
  readonly frame: Frame;
  /** Where it points now, for who hears the place: along x, as a slider has one value. */
  readonly x: number;
  readonly onPoint: (x: number, y: number) => void;
  /** The place `dx` to the right and `dy` up of the present one, in moves of an arrow key. */
  readonly beside: (dx: number, dy: number) => readonly [x: number, y: number];
  /** What is pointed at: `Place to read both scores at`. */
  readonly label: string;
  /** The one that takes the keyboard's focus has words for what is there. */
  readonly text?: string;
}

/**
 * A layer of a panel to point on: by mouse and finger anywhere, by arrow keys move by move (Shift: five moves). It leaves
 * vertical strokes of a finger to the page.
 */
export function PointLayer({ frame, x, onPoint, beside, label, text }: PointLayerProps) {
  const point = (event: PointerEvent) => {
    const [px, py] = toPanel(event, frame);
    onPoint(tidy(frame.invertX(px)), tidy(frame.invertY(py)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const pace = event.shiftKey ? 5 : 1;
    const move = { ArrowLeft: [-pace, 0], ArrowRight: [pace, 0], ArrowUp: [0, pace], ArrowDown: [0, -pace] }[event.key];
    if (!move) return;
    const [nx, ny] = beside(move[0], move[1]);
    onPoint(tidy(nx), tidy(ny));
    event.preventDefault();
  };
  const keyboard =
    text === undefined
      ? {}
      : ({
          role: 'slider',
          tabIndex: 0,
          'aria-label': label,
          'aria-valuetext': text,
          'aria-valuenow': x,
          'aria-valuemin': frame.xDomain[0],
          'aria-valuemax': frame.xDomain[1],
          onKeyDown,
        } as const);
  return (
    <g
      class="f-point"
      {...keyboard}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => {
        if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) point(event);
      }}
    >
      <rect
        class="f-surface"
        x={frame.left}
        y={frame.top}
        width={frame.right - frame.left}
        height={frame.bottom - frame.top}
      />
    </g>
  );
}

function tidy(value: number): number {
  return Math.round(value * 1000) / 1000;
}
