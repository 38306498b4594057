/** The arrows between the boxes of the picture, counted from import lines. */
import type { Edge } from './imports';
import { boxOf, rooms } from './rooms';

/** One arrow: how many import lines lead from one box to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly lines: number;
  /** Whether it is a worker that is started, whose code the box does not load. */
  readonly spawns: boolean;
}

/** Arrows between different boxes, most lines first. */
export function arrowsOf(edges: readonly Edge[]): readonly Arrow[] {
  const counts = new Map<string, Arrow>();
  for (const edge of edges) {
    const [from, to] = [boxOf(edge.from), edge.outside ? undefined : boxOf(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const { spawns } = edge;
    const key = `${from} ${to} ${spawns}`;
    counts.set(key, { from, to, spawns, lines: (counts.get(key)?.lines ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.lines - a.lines);
}

/**
 * Arrows that no longer way replaces (the transitive reduction): what a picture has to show. Workers that are started stay,
 * and ways through what runs only when the book is built replace none. Of boxes in a
 * circle it would leave too little; a test holds that there is none.
 */
export function necessary(arrows: readonly Arrow[]): readonly Arrow[] {
  const atBuild = new Set(rooms.flatMap((room) => (room.atBuild ? [room.room] : [])));
  const next = new Map<string, string[]>();
  for (const { from, to, spawns } of arrows) if (!spawns) next.set(from, [...(next.get(from) ?? []), to]);
  const leads = (from: string, to: string, seen = new Set([from])): boolean =>
    (next.get(from) ?? []).some((room) => {
      if (room === to) return true;
      if (seen.has(room) || atBuild.has(room)) return false;
      seen.add(room);
      return leads(room, to, seen);
    });
  return arrows.filter(
    ({ from, to, spawns }) =>
      spawns ||
      !(next.get(from) ?? []).some(
        (room) => room !== to && !atBuild.has(room) && leads(room, to, new Set([from, room])),
      ),
  );
}
