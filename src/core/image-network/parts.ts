import type { ImageNetwork, Layer } from './description';

/** The parts of a digit U-Net that the book takes away: from a trained network, or from one that then learns without. */
export const networkParts = ['dense', 'residual', 'skip', 'noise'] as const;
export type NetworkPart = (typeof networkParts)[number];

/** What is taken of a residual layer x + inner(x): its `inner` layers, so that x passes as it is, or its `skip`, so that only inner(x) remains. */
export type Removal = 'inner' | 'skip';

/** What taking a part away means for a layer. Being told the noise is no layer: `noise` removes none. */
export function removalOf(part: NetworkPart, layer: Layer): Removal | undefined {
  if (layer.kind !== 'residual') return undefined;
  if (part === 'dense') return layer.name === 'dense block' ? 'inner' : undefined;
  if (part === 'residual') return layer.name === 'residual block' ? 'inner' : undefined;
  return part === 'skip' && layer.name === 'lower level' ? 'skip' : undefined;
}

/** The network that is left; its layers are numbered anew. */
export function withoutPart(network: ImageNetwork, part: NetworkPart): ImageNetwork {
  const list = (layers: readonly Layer[]): Layer[] =>
    layers.flatMap((layer): Layer[] => {
      if (layer.kind !== 'residual') return [layer];
      const what = removalOf(part, layer);
      if (what === 'inner') return [];
      const inner = list(layer.inner);
      return what === 'skip' ? inner : [{ ...layer, inner }];
    });
  return { ...network, name: `${network.name}, no ${part}`, layers: list(network.layers) };
}
