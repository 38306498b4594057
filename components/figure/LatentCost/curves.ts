/** What was recorded of pixels and codes at several budgets and sizes, as the figure draws it: plain numbers that travel in the page. */
import type { LatentRecord } from '../../../src/record/latent';

export interface CurvePoint {
  /** Operations of all training, the autoencoder's included. */
  readonly flops: number;
  /** Numbers that the diffusion model works on. */
  readonly numbers: number;
  /** Fréchet distance over the sets of samples. */
  readonly mean: number;
  readonly deviation: number;
}

export interface Curves {
  readonly pixels: readonly CurvePoint[];
  readonly codes: readonly CurvePoint[];
  /** Codes of other sizes. */
  readonly sizes: readonly CurvePoint[];
  /** What held-out digits come back as, by the decoder as it is shipped and before it was tuned. */
  readonly floor: { readonly tuned: number; readonly untuned: number };
  /** Held-out digits themselves. */
  readonly real: number;
  /** Sets of samples of a point, and samples of a set. */
  readonly sets: number;
  readonly samples: number;
}

/** Throws where the record has no autoencoder of that name. */
export function curvesOf({ runs, autoencoders, real, samples }: LatentRecord, named = 'flat'): Curves {
  const points = (group: LatentRecord['runs'][number]['group']) =>
    runs
      .filter((run) => run.group === group)
      .map((run): CurvePoint => {
        const values = run.sets.map(({ frechet }) => frechet);
        const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
        const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        return {
          flops: run.flops + run.autoencoderFlops,
          numbers: run.numbers,
          mean,
          deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0,
        };
      })
      .sort((a, b) => a.flops - b.flops);
  const codec = autoencoders.find(({ name }) => name === named);
  if (!codec) throw new Error(`the record has no autoencoder ${named} (expected one)`);
  return {
    pixels: points('pixel'),
    codes: points('latent'),
    sizes: points('size'),
    floor: { tuned: codec.tuned.frechet, untuned: codec.untuned.frechet },
    real: real.frechet,
    sets: Math.max(...runs.map((run) => run.sets.length)),
    samples,
  };
}
