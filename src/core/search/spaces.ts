/** The spaces of features that digits are searched in. */
import type { IndexHead } from './index-file';

/** In the order in which they are shown. */
export const searchSpaces = ['pixels', 'classifier', 'contrastive', 'diffusion'] as const;
export type SearchSpace = (typeof searchSpaces)[number];

/** Noise levels that have an index of the denoising network's features. */
export const searchTimes = [0.1, 0.4, 0.7] as const;
export type SearchTime = (typeof searchTimes)[number];

/**
 * The layer of the denoising network that is read: the 192 numbers inside the first wide block, after its activation, where the whole picture is seen at once. No place of
 * the picture has numbers of its own there, and nothing is averaged over places.
 */
export const searchBlock = { path: '3.2.5', cells: 1 } as const;
/** Draws of the noise that features are averaged over. */
export const searchDraws = 2;

/** The name of an index and of its file. */
export function indexName(space: SearchSpace, t: number): string {
  return space === 'diffusion' ? `diffusion-${Math.round(100 * t)}` : space;
}

/** All indices. */
export const indexNames: readonly string[] = searchSpaces.flatMap((space) =>
  space === 'diffusion' ? searchTimes.map((t) => indexName(space, t)) : [space],
);

/** The middle of the distances between a held-out digit and its nearest training digit. */
export const typicalDistance = ({ held }: Pick<IndexHead, 'held'>): number => held[Math.floor(held.length / 2)];
