import { useRef, useState } from 'preact/hooks';
import { batch } from '../../src/core/batch';
import { dots } from '../../src/picture/dots';
import type { Frame } from '../../src/picture/frame';
import { line } from '../../src/picture/line';
import { Button } from './Button';
import type { Drawing } from './drawing';
import { takesOver, toPanel, type Hand } from './pointer';
import { toneClass, type Tone } from './tone';
import './control.css';
import './pad.css';

export interface DrawPadProps {
  readonly frame: Frame;
  readonly drawing: Drawing;
  /** What one draws: `Drawing pad for a point set`. */
  readonly label: string;
  /** In the empty pad: `Draw a shape here`. */
  readonly invitation?: string;
  /** Show points or pen strokes. */
  readonly mode?: 'points' | 'strokes';
  readonly tone?: Tone;
  /** Distance between two points of a stroke, in user units (7). */
  readonly spacing?: number;
  /** Dot diameter or pen width in user units (4). */
  readonly size?: number;
}

/**
 * A layer of a panel to draw on, by mouse, finger or pen: drag to draw, a tap for one point.
 * By keyboard: arrows move a stamp (Shift: faster), Space stamps, Enter extends the stroke to it, Delete undoes.
 * Put it in a `Panel interactive`, with `DrawTools` among the controls. Touching it does not scroll the page.
 */
export function DrawPad({
  frame,
  drawing,
  label,
  invitation,
  mode = 'points',
  tone = 'data',
  spacing = 7,
  size = 4,
}: DrawPadProps) {
  const pen = useRef<(Hand & { readonly x: number; readonly y: number }) | null>(null);
  const [stamp, setStamp] = useState<readonly [number, number] | null>(null);
  const place = (event: PointerEvent) => toPanel(event, frame);
  const give = (x: number, y: number, starts: boolean) =>
    (starts ? drawing.begin : drawing.extend)(tidy(frame.invertX(x)), tidy(frame.invertY(y)));

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !takesOver(event, pen.current)) return;
    if (pen.current) drawing.undo();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    pen.current = { id: event.pointerId, kind: event.pointerType, x, y };
    give(x, y, true);
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = pen.current;
    if (!from || from.id !== event.pointerId) return;
    const [x, y] = place(event);
    const distance = Math.hypot(x - from.x, y - from.y);
    // A fast hand leaves gaps: fill them, so that density follows the path and not the speed.
    const steps = Math.min(200, Math.floor(distance / spacing));
    for (let i = 1; i <= steps; i += 1) {
      const share = (i * spacing) / distance;
      give(from.x + share * (x - from.x), from.y + share * (y - from.y), false);
    }
    if (steps > 0) {
      const share = (steps * spacing) / distance;
      pen.current = { ...from, x: from.x + share * (x - from.x), y: from.y + share * (y - from.y) };
    }
  };
  const onPointerEnd = (event: PointerEvent) => {
    if (pen.current?.id === event.pointerId) pen.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [x, y] = stamp ?? centre(frame);
    const pace = event.shiftKey ? 24 : 6;
    const move = { ArrowLeft: [-pace, 0], ArrowRight: [pace, 0], ArrowUp: [0, -pace], ArrowDown: [0, pace] }[event.key];
    if (move) {
      setStamp([clamp(x + move[0], frame.left, frame.right), clamp(y + move[1], frame.top, frame.bottom)]);
    } else if (event.key === ' ') give(x, y, true);
    else if (event.key === 'Enter') give(x, y, drawing.count === 0);
    else if (event.key === 'Delete' || event.key === 'Backspace') drawing.undo();
    else return;
    event.preventDefault();
  };

  return (
    <g
      class={`c-pad${toneClass(tone)}`}
      tabIndex={0}
      role="application"
      aria-roledescription="drawing pad"
      aria-label={`${label}. ${drawing.count} points. Arrow keys move the stamp, Space stamps, Enter draws to it, Delete undoes.`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onLostPointerCapture={onPointerEnd}
      onKeyDown={onKeyDown}
      onFocus={() => setStamp((s) => s ?? centre(frame))}
    >
      <rect
        class="c-pad-surface"
        x={frame.left}
        y={frame.top}
        width={frame.right - frame.left}
        height={frame.bottom - frame.top}
      />
      {invitation && drawing.count === 0 && (
        <text class="c-pad-invitation" x={centre(frame)[0]} y={centre(frame)[1] - 24} text-anchor="middle">
          {invitation}
        </text>
      )}
      {mode === 'points' ? (
        <path class="c-pad-dots" d={dots(frame, batch(drawing.points, 2))} stroke-width={size} />
      ) : (
        <path class="c-pad-strokes" d={penPath(frame, drawing)} stroke-width={size} />
      )}
      {stamp && (
        <path
          class="c-pad-stamp"
          d="M-9,0H-3M3,0H9M0,-9V-3M0,3V9"
          transform={`translate(${tidy(stamp[0])} ${tidy(stamp[1])})`}
        />
      )}
    </g>
  );
}

/** Undo, clear, and how much there is. */
export function DrawTools({ drawing }: { readonly drawing: Drawing }) {
  const { count, most } = drawing;
  return (
    <div class="c-play" role="group" aria-label="Drawing">
      <Button disabled={count === 0} onClick={drawing.undo}>
        Undo
      </Button>
      <Button disabled={count === 0} onClick={drawing.clear}>
        Clear
      </Button>
      <span class="c-hint" role="status">
        {count >= most ? `${count} points, the most it takes` : `${count} ${count === 1 ? 'point' : 'points'}`}
      </span>
    </div>
  );
}

function penPath(frame: Frame, { strokes }: Drawing): string {
  return strokes
    .map((stroke) => {
      const xs = stroke.filter((_, i) => i % 2 === 0);
      const ys = stroke.filter((_, i) => i % 2 === 1);
      return xs.length > 1 ? line(frame, xs, ys) : dots(frame, batch(stroke, 2));
    })
    .join('');
}

function centre(frame: Frame): readonly [number, number] {
  return [(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2];
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function tidy(value: number): number {
  return Math.round(value * 1000) / 1000;
}
