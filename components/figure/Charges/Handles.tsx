import { useRef, useState } from 'preact/hooks';
import { toPanel, unitsPerPixel } from '../../control/pointer';
import type { Frame } from '../../../src/picture/frame';
import { reach } from './state';
import '../../control/control.css';
import '../../control/pad.css';

export interface HandlesProps {
  readonly frame: Frame;
  /** Where the charges are, in user units. */
  readonly places: readonly (readonly [x: number, y: number])[];
  readonly picked: number;
  /** Where these are some of more: the number of the first, and how many there are. */
  readonly among?: readonly [first: number, all: number] | undefined;
  /** x of a charge, in data units: what the slider says beside its words. */
  readonly value: (index: number) => number;
  readonly text: (index: number) => string;
  /** To a place of the picture. */
  readonly onMove: (index: number, x: number, y: number) => void;
  /** By so much of the data's units, to the right and up as seen. */
  readonly onStep: (index: number, right: number, up: number) => void;
  readonly onPick: (index: number) => void;
  /** At a place of the picture, or in the widest gap; says whether there was room. */
  readonly onAdd: (at: readonly [x: number, y: number] | null) => boolean;
  readonly onRemove: (index: number) => boolean;
  /** Take double clicks beside the charges too. */
  readonly surface?: boolean;
}

/** CSS pixels within which a press takes hold of a charge. */
const grip = 22;
/** User units that a number takes, and in the narrow picture of a phone, where its letters are larger beside all else. */
const room = { wide: 16, narrow: 38 } as const;
const keys: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Which handles have their number written: from afar not all have room. The one picked always has. */
export function numbersFor(
  places: HandlesProps['places'],
  picked: number,
  least: number = room.wide,
): ReadonlySet<number> {
  const shown: number[] = [];
  const order = places.map((_, index) => index).sort((a, b) => Number(b === picked) - Number(a === picked));
  for (const index of order) {
    const [x, y] = places[index];
    if (shown.every((other) => Math.hypot(places[other][0] - x, places[other][1] - y) >= least)) shown.push(index);
  }
  return new Set(shown);
}

/**
 * Charges to take hold of, as a layer of a `Panel interactive`. Pull one; a double click beside them adds one. By keyboard each is a slider: arrows move it
 * (Shift: faster), Enter adds one, Delete takes it away.
 */
export function Handles(props: HandlesProps) {
  const { frame, places, picked, value, text, onMove, onStep, onPick, onAdd, onRemove, surface = false } = props;
  const [first, all] = props.among ?? [1, places.length];
  const group = useRef<SVGGElement>(null);
  const drag = useRef<{ id: number; index: number; dx: number; dy: number } | null>(null);
  const [grabbed, setGrabbed] = useState<number | null>(null);

  const numbered = numbersFor(places, picked);
  const onPhones = numbersFor(places, picked, room.narrow);
  // The handle to focus exists only after the render that the change causes.
  const focus = (index: number) =>
    requestAnimationFrame(() => group.current?.querySelectorAll<SVGElement>('[role=slider]')[index]?.focus());
  /** Handles may lie over each other: the nearest is meant, not the topmost. */
  const nearest = (event: PointerEvent | MouseEvent) => {
    const [x, y] = toPanel(event, frame);
    const away = places.map((place) => Math.hypot(place[0] - x, place[1] - y));
    return away.indexOf(Math.min(...away));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || drag.current) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const index = nearest(event);
    const [x, y] = toPanel(event, frame);
    // A charge keeps its distance to the pointer, so that it does not jump.
    drag.current = { id: event.pointerId, index, dx: places[index][0] - x, dy: places[index][1] - y };
    setGrabbed(index);
    onPick(index);
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current;
    if (held?.id !== event.pointerId) return;
    const [x, y] = toPanel(event, frame);
    onMove(held.index, x + held.dx, y + held.dy);
  };
  const onPointerEnd = (event: PointerEvent) => {
    if (drag.current?.id !== event.pointerId) return;
    drag.current = null;
    setGrabbed(null);
  };
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const to = keys[event.key];
    const pace = event.shiftKey ? 0.25 : 0.05;
    if (to) onStep(index, pace * to[0], pace * to[1]);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (onRemove(index)) focus(Math.max(0, index - 1));
    } else if (event.key === 'Enter' || event.key === '+') {
      if (onAdd(null)) focus(places.length);
    } else return;
    event.preventDefault();
  };

  return (
    <g
      ref={group}
      class="c-curve ch-handles tone-data"
      onDblClick={(event) => {
        const [x, y] = toPanel(event, frame);
        const near = grip * unitsPerPixel(event, frame);
        if (!places.some((place) => Math.hypot(place[0] - x, place[1] - y) < near)) onAdd([x, y]);
      }}
      onMouseDown={(event) => {
        if (event.detail > 1) event.preventDefault();
      }}
    >
      {surface && <rect class="c-pad-surface" width={frame.width} height={frame.height} />}
      {places.map(([x, y], index) => (
        <g
          key={index}
          class="c-knot"
          data-grabbed={grabbed === index ? '' : undefined}
          data-picked={picked === index ? '' : undefined}
          role="slider"
          tabIndex={0}
          aria-label={`Charge ${first + index} of ${all}`}
          aria-valuemin={-reach}
          aria-valuemax={reach}
          aria-valuenow={value(index)}
          aria-valuetext={text(index)}
          transform={`translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          onFocus={() => onPick(index)}
          onKeyDown={onKeyDown(index)}
        >
          <circle class="c-knot-reach" r={grip} />
          <circle class="c-knot-dot" r={6} />
          {numbered.has(index) && (
            <text
              class={`f-label ch-number${onPhones.has(index) ? '' : ' ch-where-wide'}`}
              text-anchor="middle"
              aria-hidden="true"
            >
              {first + index}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
