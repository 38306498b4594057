/**
 * The rooms of the house and the doors between them: every arrow points one way. The architecture test holds the sources
 * against this table, and the back matter draws it. A longer prefix wins.
 */
export interface Room {
  /** A path from the root: a folder, or a file without its ending; `*` is any one folder. */
  readonly room: string;
  /** Places that it may import from. */
  readonly may: readonly string[];
  /** What it holds, in a few words, for the picture. */
  readonly holds?: string;
  /** Whether it runs only when the book is built: a way through it is none that a page takes. */
  readonly atBuild?: boolean;
  /** The room in whose box the picture has it, where that is another's: rooms of one box import each other. */
  readonly box?: string;
}

export const rooms: readonly Room[] = [
  { room: 'src/core', may: ['src/core'], holds: 'the mathematics' },
  { room: 'src/kernel', may: ['src/kernel'], holds: 'the WebAssembly kernel' },
  { room: 'src/net', may: ['src/net', 'src/core', 'src/kernel'], holds: 'trainers' },
  { room: 'src/engine', may: ['src/engine', 'src/core'], holds: "runs, the page's half" },
  { room: 'src/engine/kinds', may: ['src/engine', 'src/core'], box: 'src/engine' },
  { room: 'src/engine/kinds/*/worker', may: ['src/engine', 'src/net', 'src/core'], box: 'src/engine/worker' },
  { room: 'src/engine/kinds/*/build', may: ['src/engine', 'src/core'], box: 'src/engine/build' },
  { room: 'src/engine/worker', may: ['src/engine', 'src/net', 'src/core'], holds: "runs, the worker's half" },
  { room: 'src/engine/build', may: ['src/engine', 'src/core'], holds: 'first frames', atBuild: true },
  { room: 'src/picture', may: ['src/picture', 'src/core'], holds: 'data to paths and pixels' },
  { room: 'src/record', may: ['src/record', 'src/core'], holds: 'what was measured' },
  { room: 'src/mdx', may: ['src/mdx', 'src/site', 'content', 'src/core/notation'], holds: 'chapters to pages' },
  {
    room: 'src/site',
    may: ['src/site', 'src/mdx', 'src/record', 'content', 'src/core/notation'],
    holds: 'the book as data',
  },
  { room: 'components/control', may: ['components/control', 'src/picture', 'src/core'], holds: 'sliders, pads' },
  {
    room: 'components/figure',
    may: [
      'components/figure',
      'components/control',
      'components/Table',
      'src/core',
      'src/engine',
      'src/picture',
      'src/record',
      'content/symbols',
    ],
    holds: 'the figures',
  },
  {
    room: 'components/prose',
    may: [
      'components/prose',
      'components/Table',
      'components/figure/link',
      'src/record',
      'src/site',
      'src/mdx',
      'content/symbols',
    ],
    holds: 'notes, exercises, tables',
  },
  {
    room: 'components/prose/experiments',
    may: [
      'components/prose/experiments',
      'components/prose/exercise',
      'src/core',
      'src/engine/digits',
      'src/engine/client',
      'src/engine/kinds/shipped',
      'src/engine/kinds/claims',
    ],
    box: 'components/prose',
  },
  { room: 'components/Table', may: [], box: 'components/figure' },
  { room: 'components/index', may: ['components'], box: 'components/prose' },
  { room: 'components/schemas', may: ['components'], box: 'components/prose' },
  { room: 'content', may: ['content', 'components', 'src/core/notation'], holds: 'the chapters' },
  { room: 'src/layouts', may: ['src', 'components', 'content', 'node'], holds: 'the frame of a page' },
  { room: 'src/pages', may: ['src', 'components', 'content'], holds: 'the pages' },
];

/** Packages that a room may use; rooms not listed are free. */
export const packages: Readonly<Record<string, RegExp>> = {
  'src/core': /^(?!)/,
  'src/kernel': /^(?!)/,
  'src/picture': /^(d3(-[a-z]+)?|@observablehq\/plot)$/,
  'src/net': /^@tensorflow\//,
  'components/prose/experiments': /^(?!)/,
};

/** Whether a path is a place or lies in it; `*` in a place is any one folder. */
export function within(path: string, place: string): boolean {
  const parts = place.split('/');
  const own = path.split('/', parts.length);
  const matches = (part: string, i: number) => part === '*' || part === own[i] || own[i]?.startsWith(`${part}.`);
  return own.length === parts.length && parts.every(matches);
}

/** The room of a path: the longest that it lies in. */
export function roomOf(path: string): Room | undefined {
  return rooms.filter(({ room }) => within(path, room)).sort((a, b) => b.room.length - a.room.length)[0];
}

/** The box of the picture that a path lies in, by the name of its first room. */
export function boxOf(path: string): string | undefined {
  const own = roomOf(path);
  return own?.box ?? own?.room;
}
