/** The rooms of the code and the arrows between them as SVG text, drawn from the import lines when the book is built. */
import { Graph, layout } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3';
import { type Arrow, necessary } from './arrows';
import { rooms } from './rooms';

/** One box as it is drawn, by the name of its first room. */
export interface Drawn {
  readonly room: string;
  readonly files: number;
  readonly lines: number;
}

/** A room as the layout has placed it: its middle, and how wide it is. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const [height, gap] = [46, 30];
const bent = line().curve(curveBasis).digits(1);
/** Wide enough for its longer line of text, in the 13 and 11 pixels of the style below. */
const width = (room: string, below: string) => Math.max(96, Math.max(room.length * 7, below.length * 5.6) + 20);

/**
 * Every room a box, importers above what they import. Arrows that a longer way replaces are left out, so that the picture stays
 * legible; the table beside it has them all. Dashed: a worker is started.
 */
export function roomsPicture(drawn: readonly Drawn[], arrows: readonly Arrow[]): string {
  const graph = new Graph().setGraph({ rankdir: 'TB', nodesep: 14, ranksep: gap, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  const below = ({ room, files }: Drawn) => {
    const holds = rooms.find((entry) => entry.room === room)?.holds;
    return `${holds === undefined ? '' : `${holds}, `}${files} file${files === 1 ? '' : 's'}`;
  };
  for (const entry of drawn) graph.setNode(entry.room, { width: width(entry.room, below(entry)), height });
  const shown = necessary(arrows);
  for (const { from, to } of shown) graph.setEdge(from, to);
  layout(graph);

  const boxes = drawn.map((entry) => {
    const { x, y, width: w } = graph.node(entry.room) as Box;
    return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><rect x="${(-w / 2).toFixed(1)}" y="${-height / 2}" width="${w.toFixed(1)}" height="${height}" rx="3"/><text y="-3">${entry.room}</text><text class="rooms-holds" y="14">${below(entry)}</text></g>`;
  });
  const lines = shown.map(({ from, to, spawns }) => {
    const { points } = graph.edge({ v: from, w: to }) as { readonly points: readonly Omit<Box, 'width'>[] };
    return `<path d="${bent(points.map(({ x, y }) => [x, y]))}"${spawns ? ' class="rooms-spawns"' : ''} marker-end="url(#rooms-head)"/>`;
  });
  const size = graph.graph() as { readonly width: number; readonly height: number };
  const box = `0 0 ${Math.ceil(size.width)} ${Math.ceil(size.height)}`;
  return (
    `<svg viewBox="${box}" width="${Math.ceil(size.width)}" class="rooms" aria-hidden="true">` +
    '<defs><marker id="rooms-head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0.5 L8 4 L0 7.5 z"/></marker></defs>' +
    `<g class="rooms-arrows">${lines.join('')}</g><g class="rooms-boxes">${boxes.join('')}</g></svg>`
  );
}
