import type { ImageWeights } from '../ops';

/** Both players' numbers, the generator's first, each in the order of its description. Typed arrays may be transferred. */
export interface SavedImageGan extends ImageWeights {
  /** The generator's name. */
  readonly network: string;
  readonly steps: number;
  readonly images: number;
}

const names = ['weights', 'ema', 'first', 'second'] as const;

/** One after the other. */
export function beside(generator: Float32Array, discriminator: Float32Array): Float32Array {
  const all = new Float32Array(generator.length + discriminator.length);
  all.set(generator);
  all.set(discriminator, generator.length);
  return all;
}

/** Both players' numbers as one. */
export function joined(generator: ImageWeights, discriminator: ImageWeights): ImageWeights {
  const of = (name: keyof ImageWeights) => beside(generator[name], discriminator[name]);
  return { weights: of('weights'), ema: of('ema'), first: of('first'), second: of('second') };
}

type Loaded = Partial<ImageWeights> & Pick<ImageWeights, 'weights'>;

/** Each player's again; what is missing stays so. */
export function parted(saved: Loaded, cut: number): readonly [generator: Loaded, discriminator: Loaded] {
  const part = (from: number, to?: number): Loaded => {
    const arrays = names.flatMap((name) => (saved[name] ? [[name, saved[name].slice(from, to)] as const] : []));
    return { weights: saved.weights, ...Object.fromEntries(arrays) };
  };
  return [part(0, cut), part(cut)];
}
