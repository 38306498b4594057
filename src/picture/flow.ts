/** Diagrams of what goes into what: blocks on a grid, arrows between them, frames around what repeats. The same data lies across a page or down a phone. */
import { px } from './round';

export interface FlowBlock {
  readonly id: string;
  /** How far along the flow it stands, and in which lane beside it. */
  readonly rank: number;
  readonly lane: number;
}

export interface FlowArrow {
  readonly from: string;
  readonly to: string;
}

/** Blocks that run over and over: what the last puts out goes to the first again. All stand in one lane. */
export interface FlowLoop {
  readonly blocks: readonly string[];
}

export interface FlowDiagram {
  readonly blocks: readonly FlowBlock[];
  readonly arrows: readonly FlowArrow[];
  readonly loops: readonly FlowLoop[];
}

export type FlowDirection = 'across' | 'down';

/** Sizes in user units: of a block, between ranks, between lanes, and around all. */
export interface FlowSizes {
  readonly width: number;
  readonly height: number;
  readonly rankGap: number;
  readonly laneGap: number;
  readonly edge: number;
}

export interface FlowBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FlowDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FlowBox[];
  /** A line with its head; `key` is `from>to`. */
  readonly arrows: readonly { readonly key: string; readonly line: string; readonly head: string }[];
  /** The frame around a loop, its way back, and where to write how often: the middle of a line under it, or the beginning of lines beside it. */
  readonly loops: readonly {
    readonly frame: FlowBox;
    readonly line: string;
    readonly head: string;
    readonly label: readonly [x: number, y: number];
  }[];
}

/** Room between a loop's blocks and its frame, and how far its way back lies outside them. */
const around = 12;
const headLength = 7;
const headWidth = 3.5;
/** Room for what is written under a loop, and beside it. */
const labelRoom = { under: 20, beside: 66 } as const;
/** Where along a block's side its loop leaves it; it comes in as far from the other end. */
const outOf = 0.7;

type Point = readonly [x: number, y: number];
type Place = (rank: number, lane: number) => Point;

/** Where everything of a diagram stands. Throws `RangeError` for an arrow or a loop that names no block, and for two blocks at one place. */
export function flow({ blocks, arrows, loops }: FlowDiagram, direction: FlowDirection, sizes: FlowSizes): FlowDrawing {
  const { width, height, rankGap, laneGap, edge } = sizes;
  const across = direction === 'across';
  const at: Place = (rank, lane) =>
    across
      ? [edge + rank * (width + rankGap), edge + lane * (height + laneGap)]
      : [edge + lane * (width + laneGap), edge + rank * (height + rankGap)];
  const boxes = blocks.map(({ id, rank, lane }): FlowBox => {
    const [x, y] = at(rank, lane);
    return { id, x, y, width, height };
  });
  const taken = new Set<string>();
  for (const { id, rank, lane } of blocks) {
    const place = `${rank},${lane}`;
    if (taken.has(place)) throw new RangeError(`${id} stands where another block does (expected a place of its own)`);
    taken.add(place);
  }
  const block = (id: string): FlowBlock => {
    const found = blocks.find((one) => one.id === id);
    if (!found) throw new RangeError(`no block ${id} (expected one of ${blocks.map((one) => one.id).join(', ')})`);
    return found;
  };
  const boxOf = (id: string): FlowBox => boxes[blocks.indexOf(block(id))];
  const ranks = 1 + Math.max(...blocks.map(({ rank }) => rank));
  const lanes = 1 + Math.max(...blocks.map(({ lane }) => lane));
  const far = at(ranks - 1, lanes - 1);
  const framed = loops.map(({ blocks: ids }) => loopAround(ids.map(boxOf), across));
  const reach = (least: number, of: (loop: FlowDrawing['loops'][number]) => number) =>
    Math.max(least, ...framed.map(of));
  return {
    width: reach(far[0] + width + edge, ({ frame }) => frame.x + frame.width + (across ? 1 : labelRoom.beside)),
    height: reach(far[1] + height + edge, ({ frame }) => frame.y + frame.height + (across ? labelRoom.under : 1)),
    boxes,
    arrows: arrows.map(({ from, to }) => {
      const way = wayBetween(block(from), block(to), boxOf(from), boxOf(to), across);
      return { key: `${from}>${to}`, ...drawn(way) };
    }),
    loops: framed,
  };
}

/** The middle of a side of a box. */
const sides = {
  left: ({ x, y, height }: FlowBox): Point => [x, y + height / 2],
  right: ({ x, y, width, height }: FlowBox): Point => [x + width, y + height / 2],
  top: ({ x, y, width }: FlowBox): Point => [x + width / 2, y],
  bottom: ({ x, y, width, height }: FlowBox): Point => [x + width / 2, y + height],
};

/** Along the lane; straight into the lane beside; or along its own lane until it is beside its goal, and then across. */
function wayBetween(from: FlowBlock, to: FlowBlock, a: FlowBox, b: FlowBox, across: boolean): readonly Point[] {
  const { left, right, top, bottom } = sides;
  const [out, into] = across ? [right(a), left(b)] : [bottom(a), top(b)];
  if (from.lane === to.lane) return [out, into];
  const later = to.lane > from.lane;
  const [leave, enter] = across
    ? later
      ? [bottom(a), top(b)]
      : [top(a), bottom(b)]
    : later
      ? [right(a), left(b)]
      : [left(a), right(b)];
  if (from.rank === to.rank) return [leave, enter];
  return [out, across ? [enter[0], out[1]] : [out[0], enter[1]], enter];
}

function drawn(points: readonly Point[]): { readonly line: string; readonly head: string } {
  const [tx, ty] = points[points.length - 1];
  const [fx, fy] = points[points.length - 2];
  const length = Math.hypot(tx - fx, ty - fy) || 1;
  const [ux, uy] = [(tx - fx) / length, (ty - fy) / length];
  const [bx, by] = [tx - ux * headLength, ty - uy * headLength];
  const turns: readonly Point[] = [...points.slice(0, -1), [bx, by]];
  const line = turns.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)},${px(y)}`).join('');
  const head = `M${px(tx)},${px(ty)}L${px(bx - uy * headWidth)},${px(by + ux * headWidth)}L${px(bx + uy * headWidth)},${px(by - ux * headWidth)}Z`;
  return { line, head };
}

/** The way back leaves the last block under its right part and comes in under the left part of the first, or beside them below and above. */
function loopAround(inside: readonly FlowBox[], across: boolean): FlowDrawing['loops'][number] {
  const left = Math.min(...inside.map(({ x }) => x)) - around,
    top = Math.min(...inside.map(({ y }) => y)) - around,
    right = Math.max(...inside.map(({ x, width }) => x + width)) + around,
    bottom = Math.max(...inside.map(({ y, height }) => y + height)) + around;
  const frame = {
    id: inside.map(({ id }) => id).join(' '),
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
  };
  const [first, last] = [inside[0], inside[inside.length - 1]];
  const way: readonly Point[] = across
    ? [
        [last.x + outOf * last.width, last.y + last.height],
        [last.x + outOf * last.width, bottom],
        [first.x + (1 - outOf) * first.width, bottom],
        [first.x + (1 - outOf) * first.width, first.y + first.height],
      ]
    : [
        [last.x + last.width, last.y + outOf * last.height],
        [right, last.y + outOf * last.height],
        [right, first.y + (1 - outOf) * first.height],
        [first.x + first.width, first.y + (1 - outOf) * first.height],
      ];
  const label: Point = across ? [(left + right) / 2, bottom + 14] : [right + 7, (top + bottom) / 2];
  return { frame, ...drawn(way), label };
}
