import type { Layer } from '../../../src/core/image-network/description';
import { forwardFlops } from '../../../src/core/image-network/flops';

const channels = 64;

/** Operations of a layer on pictures of twice the side, over those on the single one, as the book counts them everywhere. */
export function run(): Promise<{ answer: number; finding: string }> {
  const operations = (side: number, layer: Layer) =>
    forwardFlops({ name: 'one layer', side, channels, layers: [layer] });
  const times = (layer: Layer) => operations(56, layer) / operations(28, layer);
  const convolution = times({ kind: 'convolution', size: 3, from: channels, to: channels });
  const attention = times({ kind: 'attention', channels, heads: 1 });
  return Promise.resolve({
    answer: attention < 3 ? 2 : attention < 6 ? 0 : 1,
    finding: `From 28 to 56 pixels a side, with ${channels} channels: the convolution takes ${convolution.toFixed(1)} times as much, attention ${attention.toFixed(1)} times.`,
  });
}
