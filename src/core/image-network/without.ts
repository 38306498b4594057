import type { ImageNetwork, Layer } from './description';

/** Takes a residual part out of a network: its `inner` layers, so that x passes as it is, or its `skip`, so that only inner(x) remains. */
export type Removal = 'inner' | 'skip';

/** The layers that remain where `removal` answers for a residual layer; they are numbered anew. */
export function withoutParts(network: ImageNetwork, name: string, removal: (layer: Layer & { readonly kind: 'residual' }) => Removal | undefined): ImageNetwork {
  const list = (layers: readonly Layer[]): Layer[] => layers.flatMap((layer): Layer[] => {
    if (layer.kind !== 'residual') return [layer];
    const what = removal(layer);
    if (what === 'inner') return [];
    const inner = list(layer.inner);
    return what === 'skip' ? inner : [{ ...layer, inner }];
  });
  return { ...network, name, layers: list(network.layers) };
}
