import { useRef, useState } from 'preact/hooks';
import type { Frame } from '../../src/picture/frame';
import { fixed } from '../../src/picture/numbers';
import { held, withKnot, withoutKnot, type CurveKnot, type CurveLimits } from './curve';
import { toPanel, unitsPerPixel } from './pointer';
import { toneClass, type Tone } from './tone';
import './control.css';
import './pad.css';

export interface CurveEditorProps {
  readonly frame: Frame;
  /** In order of x, in data units. */
  readonly knots: readonly CurveKnot[];
  /** The curve through them, as a path from `picture`: the caller's own interpolation, the very one that is used. */
  readonly d: string;
  /** At every movement. */
  readonly onInput: (knots: readonly CurveKnot[]) => void;
  /** When let go, and after each key. */
  readonly onCommit?: (knots: readonly CurveKnot[]) => void;
  /** What the curve is: `log-SNR`. */
  readonly label: string;
  /** A knot in words (`t 0.30, log-SNR 2.1`). */
  readonly describe?: (knot: CurveKnot) => string;
  /** Limits beside the frame's domains (ends fixed in x, gap of 1/50 of the width). */
  readonly limits?: Partial<CurveLimits>;
  /** A last word on where a knot may go, after the limits. */
  readonly constrain?: (knots: readonly CurveKnot[], index: number) => readonly CurveKnot[];
  /** Fewest and most knots (2 and 12). */
  readonly fewest?: number;
  readonly most?: number;
  readonly tone?: Tone;
  readonly term?: string;
}

/**
 * A curve to drag, as a layer of a `Panel interactive`. Pull a knot; double-click or double-tap to add one; Delete takes it away.
 * By keyboard each knot is a slider: arrows move it (Shift: faster), Enter adds one after it, Delete removes it.
 */
export function CurveEditor(props: CurveEditorProps) {
  const { frame, knots, d, onInput, onCommit, label, constrain, fewest = 2, most = 12, tone = 'noised', term } = props;
  const describe = props.describe ?? ((k: CurveKnot) => `${fixed(k[0])}, ${fixed(k[1])}`);
  const [xSpan, ySpan] = [frame.xDomain[1] - frame.xDomain[0], frame.yDomain[1] - frame.yDomain[0]];
  const limits: CurveLimits = { x: frame.xDomain, y: frame.yDomain, gap: xSpan / 50, fixedEnds: true, ...props.limits };
  const group = useRef<SVGGElement>(null);
  const drag = useRef<{ id: number; index: number; dx: number; dy: number } | null>(null);
  const [grabbed, setGrabbed] = useState<number | null>(null);
  // Moves can arrive faster than renders: the newest knots, not the rendered ones, are what a move changes.
  const now = useRef(knots);
  now.current = knots;

  const give = (next: readonly CurveKnot[], index: number, done: boolean) => {
    now.current = constrain ? constrain(next, index) : next;
    onInput(now.current);
    if (done) onCommit?.(now.current);
  };
  const move = (index: number, to: CurveKnot, done: boolean) => {
    const next = now.current.map((knot, i) => (i === index ? held(now.current, index, to, limits) : knot));
    give(next, index, done);
  };
  const add = (at: CurveKnot) => {
    const added = now.current.length < most ? withKnot(now.current, at, limits) : null;
    if (added) give(added.knots, added.index, true);
    return added?.index ?? null;
  };
  const remove = (index: number) => {
    const fewer = withoutKnot(now.current, index, fewest, limits);
    if (fewer) give(fewer, Math.min(index, fewer.length - 1), true);
    return fewer !== null;
  };
  // The knot to focus exists only after the render that the change causes.
  const focusKnot = (index: number) =>
    requestAnimationFrame(() => group.current?.querySelectorAll<SVGElement>('[role=slider]')[index]?.focus());

  const onPointerDown = (index: number) => (event: PointerEvent) => {
    if (event.button !== 0 || drag.current) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const [x, y] = toPanel(event, frame);
    const knot = now.current[index];
    // The knot keeps its distance to the pointer, so it does not jump when grabbed beside its centre.
    drag.current = { id: event.pointerId, index, dx: frame.x(knot[0]) - x, dy: frame.y(knot[1]) - y };
    setGrabbed(index);
  };
  const onPointerMove = (event: PointerEvent) => {
    const grip = drag.current;
    if (!grip || grip.id !== event.pointerId) return;
    const [x, y] = toPanel(event, frame);
    move(grip.index, [frame.invertX(x + grip.dx), frame.invertY(y + grip.dy)], false);
  };
  const onPointerEnd = (event: PointerEvent) => {
    if (drag.current?.id !== event.pointerId) return;
    drag.current = null;
    setGrabbed(null);
    onCommit?.(now.current);
  };
  const onDblClick = (event: MouseEvent) => {
    const [x, y] = toPanel(event, frame);
    const near = 20 * unitsPerPixel(event, frame);
    if (now.current.some((k) => Math.hypot(frame.x(k[0]) - x, frame.y(k[1]) - y) < near)) return;
    add([frame.invertX(x), frame.invertY(y)]);
  };
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const pace = event.shiftKey ? 0.1 : 0.01;
    const [x, y] = now.current[index];
    const to = (
      {
        ArrowUp: [x, y + pace * ySpan],
        ArrowDown: [x, y - pace * ySpan],
        ArrowLeft: [x - pace * xSpan, y],
        ArrowRight: [x + pace * xSpan, y],
        PageUp: [x, y + 0.1 * ySpan],
        PageDown: [x, y - 0.1 * ySpan],
        Home: [x, frame.yDomain[0]],
        End: [x, frame.yDomain[1]],
      } as Record<string, CurveKnot>
    )[event.key];
    if (to) move(index, to, true);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (remove(index)) focusKnot(Math.max(0, index - 1));
    } else if (event.key === 'Enter' || event.key === '+') {
      const other = now.current[index + 1] ?? now.current[index - 1];
      const added = other && add([(x + other[0]) / 2, (y + other[1]) / 2]);
      if (typeof added === 'number') focusKnot(added);
    } else return;
    event.preventDefault();
  };

  return (
    <g
      ref={group}
      class={`c-curve${toneClass(tone)}`}
      data-term={term}
      onDblClick={onDblClick}
      // The second press of a double click would select the text nearby.
      onMouseDown={(event) => {
        if (event.detail > 1) event.preventDefault();
      }}
    >
      <rect
        class="c-pad-surface"
        x={frame.left}
        y={frame.top}
        width={frame.right - frame.left}
        height={frame.bottom - frame.top}
      />
      <path class="c-curve-line" d={d} />
      {knots.map((knot, index) => (
        <g
          key={index}
          class="c-knot"
          data-grabbed={grabbed === index ? '' : undefined}
          role="slider"
          tabIndex={0}
          aria-label={`${label}, point ${index + 1} of ${knots.length}`}
          aria-orientation="vertical"
          aria-valuemin={Math.min(...limits.y)}
          aria-valuemax={Math.max(...limits.y)}
          aria-valuenow={Math.round(knot[1] * 1000) / 1000}
          aria-valuetext={describe(knot)}
          transform={`translate(${Math.round(frame.x(knot[0]) * 100) / 100} ${Math.round(frame.y(knot[1]) * 100) / 100})`}
          onPointerDown={onPointerDown(index)}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          onKeyDown={onKeyDown(index)}
        >
          <circle class="c-knot-reach" r={20} />
          <circle class="c-knot-dot" r={6} />
        </g>
      ))}
    </g>
  );
}
