import { useMemo, useRef } from 'preact/hooks';
import type { Strokes } from '../../src/picture/raster';

/** A drawing in data units, and what can be done to it. Made by `useDrawing`, shared by `DrawPad` and `DrawTools`. */
export interface Drawing {
  readonly strokes: Strokes;
  /** All points, flat x, y pairs. */
  readonly points: readonly number[];
  /** Number of points. */
  readonly count: number;
  readonly most: number;
  /** Starts a stroke at a point. */
  readonly begin: (x: number, y: number) => void;
  /** Adds a point to the newest stroke. */
  readonly extend: (x: number, y: number) => void;
  /** Takes the newest stroke away. */
  readonly undo: () => void;
  readonly clear: () => void;
}

export interface DrawingOptions {
  /** The points at hand, flat x, y pairs: the figure's setting. */
  readonly points: readonly number[];
  /** Called with all points and their strokes after every change. */
  readonly onChange: (points: readonly number[], strokes: Strokes) => void;
  /** Most points kept (1000); more are not taken. */
  readonly most?: number;
}

/**
 * A drawing whose truth is the figure's flat list of points. Strokes (what undo takes away, what a pen draws) are
 * remembered here; when the points came from elsewhere, from a link say, each counts as a stroke of its own.
 */
export function useDrawing({ points, onChange, most = 1000 }: DrawingOptions): Drawing {
  const memory = useRef<{ points: readonly number[]; strokes: Strokes }>({ points, strokes: strokesOf(points) });
  if (memory.current.points !== points) memory.current = { points, strokes: strokesOf(points) };
  // Several moves may arrive before the next render: each builds on the newest strokes, not on those last rendered.
  const latest = useRef({ onChange, most });
  latest.current = { onChange, most };
  const actions = useMemo(() => {
    const give = (strokes: Strokes) => {
      const flat = pointsOf(strokes);
      memory.current = { points: flat, strokes };
      latest.current.onChange(flat, strokes);
    };
    const full = () => memory.current.points.length / 2 >= latest.current.most;
    return {
      begin: (x: number, y: number) => {
        if (!full()) give([...memory.current.strokes, [x, y]]);
      },
      extend: (x: number, y: number) => {
        const { strokes } = memory.current;
        if (!full())
          give(strokes.length > 0 ? [...strokes.slice(0, -1), [...strokes[strokes.length - 1], x, y]] : [[x, y]]);
      },
      undo: () => {
        if (memory.current.strokes.length > 0) give(memory.current.strokes.slice(0, -1));
      },
      clear: () => give([]),
    };
  }, []);
  const { strokes } = memory.current;
  return { strokes, points, count: points.length / 2, most, ...actions };
}

/** Each point as a stroke of its own. */
export function strokesOf(points: readonly number[]): Strokes {
  return Array.from({ length: Math.floor(points.length / 2) }, (_, i) => [points[2 * i], points[2 * i + 1]]);
}

/** All points of all strokes, flat. */
export function pointsOf(strokes: Strokes): readonly number[] {
  return strokes.flat();
}
