import { toPanel } from '../../control/pointer';
import type { Frame } from '../../../src/picture/frame';
import '../kit.css';

export interface PathLayerProps {
  readonly frame: Frame;
  /** A place pointed at, in data units. */
  readonly onPoint: (x: number, y: number) => void;
  /** Steps along time, and to the next path up or down. */
  readonly onMove: (along: number, up: number) => void;
  readonly value: number;
  readonly most: number;
  readonly text: string;
}

const keys: Readonly<Record<string, readonly [along: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * A layer to point on: by mouse and finger the nearest path, by arrow keys time (Shift: five states) and the next path up
 * or down. It leaves vertical strokes of a finger to the page.
 */
export function PathLayer({ frame, onPoint, onMove, value, most, text }: PathLayerProps) {
  const point = (event: PointerEvent) => {
    const [x, y] = toPanel(event, frame);
    onPoint(frame.invertX(x), frame.invertY(y));
  };
  return (
    <g
      class="f-point"
      role="slider"
      tabIndex={0}
      aria-label="Path picked out"
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={text}
      onKeyDown={(event) => {
        const move = keys[event.key];
        if (!move) return;
        onMove(move[0] * (event.shiftKey ? 5 : 1), move[1]);
        event.preventDefault();
      }}
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
