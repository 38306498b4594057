import { useEffect, useRef, useState } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { takesOver, type Hand } from '../../control/pointer';
import './digits.css';

/** A place in the unit square, y up. */
export type Spot = readonly [x: number, y: number];

export interface SheetPadProps<Sheet> {
  /** What is drawn on: compared by what it is, never changed. */
  readonly sheet: Sheet;
  /** The sheet after one stroke more. */
  readonly stroke: (sheet: Sheet, from: Spot, to: Spot) => Sheet;
  readonly blank: () => Sheet;
  readonly onDraw: (sheet: Sheet) => void;
  readonly label: string;
  /** Whether it takes the focus when it comes: asked for by a button that may be a screen away. */
  readonly focused?: boolean;
}

/** A sheet of 28 x 28 over the picture it changes: mouse, pen and finger draw; arrows move a stamp, space presses it. */
export function SheetPad<Sheet>({ sheet: given, stroke, blank, onDraw, label, focused = false }: SheetPadProps<Sheet>) {
  const [stamp, setStamp] = useState<Spot>([0.5, 0.5]);
  const [keyed, setKeyed] = useState(false);
  const last = useRef<Spot | null>(null);
  /** Who draws the stroke under way, and what was there before it. */
  const hand = useRef<(Hand & { readonly before: Sheet }) | null>(null);
  // Several events can come before the next render: draw on what was drawn, not on what is shown.
  const sheet = useRef(given);
  if (last.current === null) sheet.current = given;

  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) element.current?.focus();
  }, []);

  const draw = (from: Spot, to: Spot) => {
    sheet.current = stroke(sheet.current, from, to);
    onDraw(sheet.current);
  };
  const spot = (event: PointerEvent): Spot => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
  };
  const end = (event: PointerEvent) => {
    if (hand.current?.id !== event.pointerId) return;
    hand.current = null;
    last.current = null;
  };
  const moves: Readonly<Record<string, Spot>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  return (
    <div
      ref={element}
      class="f-pad"
      role="application"
      tabIndex={0}
      aria-label={label}
      onPointerDown={(event) => {
        if (!takesOver(event, hand.current)) return;
        if (hand.current) sheet.current = hand.current.before;
        hand.current = { id: event.pointerId, kind: event.pointerType, before: sheet.current };
        event.currentTarget.setPointerCapture(event.pointerId);
        setKeyed(false);
        last.current = spot(event);
        draw(last.current, last.current);
      }}
      onPointerMove={(event) => {
        if (!last.current || hand.current?.id !== event.pointerId) return;
        const next = spot(event);
        draw(last.current, next);
        last.current = next;
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onKeyDown={(event) => {
        const move = moves[event.key];
        if (move) {
          const clamp = (v: number) => Math.min(1 - 0.5 / digitSide, Math.max(0.5 / digitSide, v));
          const next: Spot = [clamp(stamp[0] + move[0] / digitSide), clamp(stamp[1] + move[1] / digitSide)];
          if (event.shiftKey) draw(stamp, next);
          setStamp(next);
        } else if (event.key === ' ' || event.key === 'Enter') draw(stamp, stamp);
        else if (event.key === 'Backspace' || event.key === 'Delete') onDraw(blank());
        else return;
        setKeyed(true);
        event.preventDefault();
      }}
    >
      {keyed && <span class="f-stamp" style={{ left: `${stamp[0] * 100}%`, top: `${(1 - stamp[1]) * 100}%` }} />}
    </div>
  );
}
