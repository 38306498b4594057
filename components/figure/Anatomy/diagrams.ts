/** The three systems as data: what their blocks are, what goes into what, what repeats. No DOM here. */
import type { FlowDiagram, FlowSizes } from '../../../src/picture/flow';

export const systems = ['stable-diffusion', 'unclip', 'imagen'] as const;
export type System = (typeof systems)[number];

export interface Diagram extends FlowDiagram {
  /** Of each block, its name. */
  readonly titles: Readonly<Record<string, string>>;
  /** The block that stands open at first. */
  readonly opened: string;
}

const diagram = (
  blocks: Readonly<Record<string, readonly [title: string, rank: number, lane: number]>>,
  arrows: readonly string[],
  loops: readonly string[],
  opened: string,
): Diagram => ({
  blocks: Object.entries(blocks).map(([id, [, rank, lane]]) => ({ id, rank, lane })),
  titles: Object.fromEntries(Object.entries(blocks).map(([id, [title]]) => [id, title])),
  arrows: arrows.map((way) => {
    const [from, to] = way.split(' > ');
    return { from, to };
  }),
  loops: loops.map((ids) => ({ blocks: ids.split(' ') })),
  opened,
});

export const diagrams: Readonly<Record<System, Diagram>> = {
  'stable-diffusion': diagram(
    {
      prompt: ['Prompt', 0, 0],
      text: ['Text encoder', 1, 0],
      start: ['Noise', 1, 1],
      denoiser: ['Denoiser', 2, 1],
      guidance: ['Guidance', 3, 1],
      scheduler: ['Scheduler', 4, 1],
      decoder: ['Decoder', 5, 1],
      picture: ['Picture', 6, 1],
      digit: ['A picture', 0, 2],
      encoder: ['Encoder', 1, 2],
    },
    [
      'prompt > text',
      'text > denoiser',
      'start > denoiser',
      'denoiser > guidance',
      'guidance > scheduler',
      'scheduler > decoder',
      'decoder > picture',
      'digit > encoder',
      'encoder > start',
    ],
    ['denoiser guidance scheduler'],
    'denoiser',
  ),
  unclip: diagram(
    {
      prompt: ['Prompt', 0, 0],
      text: ['Text encoder', 1, 0],
      prior: ['Prior', 2, 0],
      digit: ['A picture', 0, 1],
      image: ['Image encoder', 1, 1],
      embedding: ['Embedding', 3, 1],
      decoder: ['Decoder', 4, 1],
      pixels: ['To pixels', 5, 1],
      picture: ['Picture', 6, 1],
    },
    [
      'prompt > text',
      'text > prior',
      'prior > embedding',
      'digit > image',
      'image > embedding',
      'embedding > decoder',
      'decoder > pixels',
      'pixels > picture',
    ],
    ['prior', 'decoder'],
    'prior',
  ),
  imagen: diagram(
    {
      prompt: ['Prompt', 0, 0],
      text: ['Text encoder', 1, 0],
      base: ['7 × 7', 2, 0],
      threshold: ['Threshold', 3, 0],
      augment14: ['Drawn up', 3, 1],
      stage14: ['14 × 14', 4, 1],
      augment28: ['Drawn up', 5, 1],
      stage28: ['28 × 28', 6, 1],
    },
    [
      'prompt > text',
      'text > base',
      'base > threshold',
      'threshold > augment14',
      'augment14 > stage14',
      'stage14 > augment28',
      'augment28 > stage28',
    ],
    ['base threshold', 'stage14', 'stage28'],
    'augment14',
  ),
};

/** All blocks of all systems by name, each once. */
export const blockNames: readonly string[] = [
  ...new Set(systems.flatMap((system) => diagrams[system].blocks.map(({ id }) => id))),
];

export const hasBlock = (system: System, id: string): boolean => Object.hasOwn(diagrams[system].titles, id);

/** Across a page seven blocks fill its width; down a phone three lanes do. */
export const sizes: Readonly<Record<'across' | 'down', FlowSizes>> = {
  across: { width: 110, height: 100, rankGap: 31, laneGap: 40, edge: 8 },
  down: { width: 110, height: 100, rankGap: 32, laneGap: 22, edge: 6 },
};

/** A block: its name on top, a picture of what is in it under that. */
export const inside = { title: 16, x: 10, y: 26, width: 90, height: 66 } as const;
