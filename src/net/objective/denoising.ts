import type { Denoising } from './objective';

/** Ho et al. 2020, eq. 14, and its weightings and predictions: `batches.ts`, and on the kernel `assembly/batch.ts`. */
export const denoising: Denoising = { kind: 'denoising', name: 'denoising' };
