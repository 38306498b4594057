import { useState } from 'preact/hooks';
import { describe, expect, it, vi } from 'vitest';
import {
  CurveEditor,
  DrawPad,
  DrawTools,
  held,
  pointsOf,
  strokesOf,
  useDrawing,
  withKnot,
  withoutKnot,
  type CurveKnot,
  type CurveLimits,
} from '../../components/control';
import { takesOver } from '../../components/control/pointer';
import { frame, squareFrame } from '../../src/picture/frame';
import { line } from '../../src/picture/line';
import { mount, type Mounted } from './dom';

const square = squareFrame(2, 200, 0);
const box = { left: 0, top: 0, width: 200, height: 200 };

/** Pointer events with the little a light DOM lacks. */
function pointer(
  page: Mounted,
  target: Element,
  type: string,
  x: number,
  y: number,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const svg = page.find('svg');
  Object.assign(svg, { getBoundingClientRect: () => box });
  Object.assign(target, { setPointerCapture: () => undefined });
  for (const node of page.all('svg *'))
    Object.defineProperty(node, 'ownerSVGElement', { value: svg, configurable: true });
  page.send(target, type, { clientX: x, clientY: y, pointerId: 1, button: 0, ...more });
}

describe('drawing pad', () => {
  function Pad({
    start = [],
    most = 100,
    seen,
  }: {
    start?: readonly number[];
    most?: number;
    seen: (points: readonly number[]) => void;
  }) {
    const [points, setPoints] = useState<readonly number[]>(start);
    const drawing = useDrawing({
      points,
      most,
      onChange: (next) => {
        seen(next);
        setPoints(next);
      },
    });
    return (
      <>
        <svg>
          <DrawPad frame={square} drawing={drawing} label="Drawing pad" />
        </svg>
        <DrawTools drawing={drawing} />
      </>
    );
  }
  const last = (seen: ReturnType<typeof vi.fn>) =>
    seen.mock.calls[seen.mock.calls.length - 1]?.[0] as readonly number[];

  it('draws in data units, evenly along the path however fast the hand', () => {
    const seen = vi.fn();
    const page = mount(<Pad seen={seen} />);
    const pad = page.find('.c-pad');
    pointer(page, pad, 'pointerdown', 100, 100);
    expect(last(seen)).toEqual([0, 0]);
    pointer(page, pad, 'pointermove', 121, 100);
    expect(last(seen)).toEqual([0, 0, 0.14, 0, 0.28, 0, 0.42, 0]);
    pointer(page, pad, 'pointermove', 124, 100);
    pointer(page, pad, 'pointermove', 128, 100);
    expect(last(seen)).toHaveLength(10);
    pointer(page, pad, 'pointermove', 160, 100, { pointerId: 2 });
    pointer(page, pad, 'pointerup', 128, 100);
    pointer(page, pad, 'pointermove', 20, 20);
    expect(last(seen)).toHaveLength(10);
    expect(page.find('[role=status]').textContent).toBe('5 points');
  });

  it('lets a pen draw in place of the palm that came before it, and no other hand', () => {
    const palm = { id: 1, kind: 'touch' };
    expect(takesOver({ pointerType: 'touch' }, null)).toBe(true);
    expect(takesOver({ pointerType: 'pen' }, palm)).toBe(true);
    expect(takesOver({ pointerType: 'touch' }, palm)).toBe(false);
    for (const kind of ['pen', 'mouse']) expect(takesOver({ pointerType: 'pen' }, { id: 1, kind })).toBe(false);

    const seen = vi.fn();
    const page = mount(<Pad seen={seen} start={[1, 1]} />);
    const pad = page.find('.c-pad');
    pointer(page, pad, 'pointerdown', 0, 0, { pointerType: 'touch', pointerId: 1 });
    pointer(page, pad, 'pointermove', 60, 0, { pointerType: 'touch', pointerId: 1 });
    expect(last(seen).length).toBeGreaterThan(4);
    pointer(page, pad, 'pointerdown', 100, 100, { pointerType: 'pen', pointerId: 2 });
    expect(last(seen)).toEqual([1, 1, 0, 0]);
    pointer(page, pad, 'pointermove', 160, 0, { pointerType: 'touch', pointerId: 1 });
    expect(last(seen)).toEqual([1, 1, 0, 0]);
  });

  it('undoes a stroke at a time, clears, and stops at its most', () => {
    const seen = vi.fn();
    const page = mount(<Pad seen={seen} start={[1, 1]} most={3} />);
    const pad = page.find('.c-pad');
    pointer(page, pad, 'pointerdown', 0, 0);
    pointer(page, pad, 'pointermove', 60, 0);
    expect(last(seen)).toHaveLength(6);
    expect(page.find('[role=status]').textContent).toMatch(/the most/);
    page.send(page.all('button')[0], 'click');
    expect(last(seen)).toEqual([1, 1]);
    page.send(page.all('button')[1], 'click');
    expect(last(seen)).toEqual([]);
    expect(page.all('button').every((b) => b.hasAttribute('disabled'))).toBe(true);
  });

  it('works by keyboard: a stamp moved by arrows', () => {
    const seen = vi.fn();
    const page = mount(<Pad seen={seen} />);
    const pad = page.find('.c-pad');
    expect(page.key(pad, 'ArrowRight', true).defaultPrevented).toBe(true);
    page.key(pad, ' ');
    expect(last(seen)).toEqual([0.48, 0]);
    page.key(pad, 'ArrowUp');
    page.key(pad, 'Enter');
    expect(last(seen)).toEqual([0.48, 0, 0.48, 0.12]);
    page.key(pad, 'Delete');
    expect(last(seen)).toEqual([]);
    for (let i = 0; i < 60; i += 1) page.key(pad, 'ArrowLeft', true);
    page.key(pad, ' ');
    expect(last(seen)).toEqual([-2, 0.12]);
    expect(page.key(pad, 'Tab').defaultPrevented).toBe(false);
    expect(pad.getAttribute('aria-label')).toContain('1 points');
  });

  it('takes points that come from elsewhere as strokes of their own', () => {
    expect(strokesOf([1, 2, 3, 4, 5])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(
      pointsOf([
        [1, 2, 3, 4],
        [5, 6],
      ]),
    ).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('curve editor', () => {
  const limits: CurveLimits = { x: [0, 1], y: [0, 1], gap: 0.02, fixedEnds: true, monotone: 'falling' };
  const knots: readonly CurveKnot[] = [
    [0, 1],
    [0.5, 0.5],
    [1, 0],
  ];
  const unit = frame({ width: 200, height: 200, x: [0, 1], y: [0, 1] });

  it('holds a knot between its neighbours, within the limits and monotone', () => {
    expect(held(knots, 1, [0.9, 0.7], limits)).toEqual([0.9, 0.7]);
    expect(held(knots, 1, [3, 3], limits)).toEqual([0.98, 1]);
    expect(held(knots, 1, [-3, -3], limits)).toEqual([0.02, 0]);
    expect(held(knots, 0, [0.4, 0.2], limits)).toEqual([0, 0.5]);
    expect(held(knots, 0, [0.4, 0.2], { x: limits.x, y: limits.y, gap: limits.gap, fixedEnds: false })).toEqual([
      0.4, 0.2,
    ]);
    expect(
      held(
        [
          [0, 0],
          [0.5, 0.5],
          [1, 1],
        ],
        1,
        [0.5, 9],
        { ...limits, monotone: 'rising' },
      ),
    ).toEqual([0.5, 1]);
  });

  it('adds where there is room and removes all but the last few', () => {
    expect(withKnot(knots, [0.25, 0.2], limits)).toEqual({
      knots: [
        [0, 1],
        [0.25, 0.5],
        [0.5, 0.5],
        [1, 0],
      ],
      index: 1,
    });
    expect(
      withKnot(
        [
          [0, 1],
          [0.03, 0.5],
          [1, 0],
        ],
        [0.01, 0.9],
        limits,
      ),
    ).toBeNull();
    expect(withKnot(knots, [2, 0], limits)).toBeNull();
    expect(withoutKnot(knots, 1, 2, limits)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(withoutKnot(knots, 0, 2, limits)).toBeNull();
    expect(withoutKnot(knots, 1, 3, limits)).toBeNull();
  });

  function Editor({
    seen,
    done,
  }: {
    seen: (knots: readonly CurveKnot[]) => void;
    done: (knots: readonly CurveKnot[]) => void;
  }) {
    const [now, setNow] = useState(knots);
    return (
      <svg>
        <CurveEditor
          frame={unit}
          knots={now}
          d={line(
            unit,
            now.map((k) => k[0]),
            now.map((k) => k[1]),
          )}
          label="signal"
          limits={{ monotone: 'falling' }}
          describe={([t, a]) => `t ${t}, signal ${a}`}
          onInput={(next) => {
            seen(next);
            setNow(next);
          }}
          onCommit={done}
        />
      </svg>
    );
  }

  it('drags a knot by its grip without a jump, and reports the end once', () => {
    const [seen, done] = [vi.fn(), vi.fn()];
    const page = mount(<Editor seen={seen} done={done} />);
    const knot = page.all('[role=slider]')[1];
    pointer(page, knot, 'pointerdown', 104, 102);
    pointer(page, knot, 'pointermove', 124, 82);
    expect(seen).toHaveBeenLastCalledWith([
      [0, 1],
      [0.6, 0.6],
      [1, 0],
    ]);
    expect(done).not.toHaveBeenCalled();
    pointer(page, knot, 'pointerup', 124, 82);
    expect(done).toHaveBeenCalledOnce();
    pointer(page, knot, 'pointermove', 20, 20);
    expect(seen).toHaveBeenCalledOnce();
  });

  it('moves, adds and removes by keyboard, with words for each knot', () => {
    const [seen, done] = [vi.fn(), vi.fn()];
    const page = mount(<Editor seen={seen} done={done} />);
    const knot = () => page.all('[role=slider]')[1];
    expect(knot().getAttribute('aria-valuetext')).toBe('t 0.5, signal 0.5');
    expect(knot().getAttribute('aria-label')).toBe('signal, point 2 of 3');
    page.key(knot(), 'ArrowUp');
    page.key(knot(), 'ArrowRight', true);
    expect(seen).toHaveBeenLastCalledWith([
      [0, 1],
      [0.6, 0.51],
      [1, 0],
    ]);
    page.key(knot(), 'Enter');
    expect(page.all('[role=slider]')).toHaveLength(4);
    page.key(knot(), 'Delete');
    page.key(knot(), 'Delete');
    page.key(knot(), 'Delete');
    expect(page.all('[role=slider]')).toHaveLength(2);
    expect(done).toHaveBeenCalledTimes(5);
  });

  it('adds a knot by a double click away from the others', () => {
    const [seen, done] = [vi.fn(), vi.fn()];
    const page = mount(<Editor seen={seen} done={done} />);
    pointer(page, page.find('.c-curve'), 'dblclick', 101, 101);
    expect(seen).not.toHaveBeenCalled();
    pointer(page, page.find('.c-curve'), 'dblclick', 50, 60);
    expect(seen).toHaveBeenLastCalledWith([
      [0, 1],
      [0.25, 0.7],
      [0.5, 0.5],
      [1, 0],
    ]);
  });
});
