import type { ImageWeights } from '../ops';

/** Both players' numbers, the generator's first, each in the order of its description. Typed arrays may be transferred. */
export interface SavedImageGan extends ImageWeights {
  /** The generator's name. */
  readonly network: string;
  readonly steps: number;
  readonly images: number;
}

const names = ['weights', 'ema', 'first', 'second'] as const;

/** Both players' numbers as one. */
export function joined(generator: ImageWeights, discriminator: ImageWeights): ImageWeights {
  const of = (name: keyof ImageWeights) => {
    const all = new Float32Array(generator[name].length + discriminator[name].length);
    all.set(generator[name]);
    all.set(discriminator[name], generator[name].length);
    return all;
  };
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
