import { flatDomain, latentDenoiser } from './autoencoder';
import { numbersOf } from '../domain';
import { embeddingSize } from './contrastive';
import type { ShapedNetwork } from './description';

// Text to picture by way of the picture's embedding (Ramesh et al. 2022, unCLIP): one network draws an embedding, another a picture that has it.

/** Numbers of the code that the decoder draws: that of the book's flat autoencoder. */
export const unclipCode = numbersOf(flatDomain);

/** w of Ho and Salimans 2022, eq. 6, at which most pictures are what was asked. */
export const unclipGuidance = { prior: 1, decoder: 0.5 } as const;

/**
 * Denoises rows of `numbers`, told the noise level and `told` numbers more that lie beside them in its input; all zero where they are left out. No
 * classes.
 */
export function toldDenoiser(name: string, numbers: number, told: number, width = 256): ShapedNetwork {
  const { embedding, layers, ...rest } = latentDenoiser(numbers, { width });
  return {
    ...rest,
    name,
    channels: numbers + told,
    ...(embedding && { embedding: { ...embedding, classes: 0 } }),
    layers: [{ kind: 'linear', from: numbers + told, to: width }, ...layers.slice(1)],
  };
}

/** Denoises a picture's embedding, told a caption's. */
export const priorNetwork = toldDenoiser('prior', embeddingSize, embeddingSize);

/** Denoises a picture's code, told an embedding. */
export const unclipNetwork = toldDenoiser('decoder of embeddings', unclipCode, embeddingSize);
