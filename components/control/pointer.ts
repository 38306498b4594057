import type { Frame } from '../../src/picture/frame';

/** Where a pointer event is, in the user units of the SVG around its target, held inside the frame's data area. */
export function toPanel(event: PointerEvent | MouseEvent, frame: Frame): readonly [x: number, y: number] {
  const target = event.currentTarget as SVGElement;
  const svg = target.ownerSVGElement ?? target;
  const box = svg.getBoundingClientRect();
  // A picture that is folded away has no size.
  const x = ((event.clientX - box.left) / Math.max(1, box.width)) * frame.width;
  const y = ((event.clientY - box.top) / Math.max(1, box.height)) * frame.height;
  return [Math.max(frame.left, Math.min(frame.right, x)), Math.max(frame.top, Math.min(frame.bottom, y))];
}

/** User units per CSS pixel of the SVG around an event's target: to keep touch targets their size on any screen. */
export function unitsPerPixel(event: PointerEvent | MouseEvent, frame: Frame): number {
  const target = event.currentTarget as SVGElement;
  return frame.width / Math.max(1, (target.ownerSVGElement ?? target).getBoundingClientRect().width);
}

/** Who draws: a pointer by its number and its kind (`pen`, `touch`, `mouse`). */
export interface Hand {
  readonly id: number;
  readonly kind: string;
}

/**
 * Whether a pointer that comes down draws: where nobody does, and where a pen comes to a hand that touches. A palm comes down before the pen that it
 * holds; what it drew has to go.
 */
export function takesOver(event: Pick<PointerEvent, 'pointerType'>, drawing: Hand | null): boolean {
  return drawing === null || (event.pointerType === 'pen' && drawing.kind === 'touch');
}
