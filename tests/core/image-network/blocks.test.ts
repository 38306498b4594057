import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../src/core/image-network/blocks';
import { liveUNet, shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { networkParts, removalOf, withoutPart } from '../../../src/core/image-network/parts';
import { outputShape } from '../../../src/core/image-network/shapes';

describe('blocks of a U-Net', () => {
  it.each([shippedUNet, liveUNet])(
    'of the $name hold all its parameters and operations but the embedding’s',
    (network) => {
      const { blocks } = blocksOf(network);
      const embedding = bind(network).embedding.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
      expect(blocks.reduce((sum, block) => sum + block.parameters, 0) + embedding).toBe(parameterCount(network));
      // 32 features to 64 numbers, a multiplication and an addition each.
      expect(blocks.reduce((sum, block) => sum + block.flops, 0) + 2 * 32 * 64).toBe(forwardFlops(network));
    },
  );

  it('are those of the table, counted by hand', () => {
    const { blocks, skips } = blocksOf(shippedUNet);
    expect(
      blocks.map(({ name, path, depth, to, parameters }) => [name, path, depth, to.extent, to.channels, parameters]),
    ).toEqual([
      ['fold', '1', 0, [14, 14], 16, 9 * 4 * 16 + 16],
      ['residual block', '2', 0, [14, 14], 16, 6752],
      ['fold', '3.1', 1, [7, 7], 48, 64 * 48 + 48],
      ['dense block', '3.2', 1, [7, 7], 48, 138_972],
      ['residual block', '3.3', 1, [7, 7], 48, 47_904],
      ['dense block', '3.4', 1, [7, 7], 48, 138_972],
      ['unfold', '3.6', 1, [14, 14], 16, 48 * 64 + 64],
      ['residual block', '4', 0, [14, 14], 16, 6752],
      ['unfold', '8', 0, [28, 28], 1, 32 + 9 * 16 * 4 + 4],
    ]);
    expect(skips).toEqual([{ path: '3', from: 1, to: 6 }]);
  });
});

describe('a network without a part', () => {
  it.each(networkParts)('%s: is a network of the same input and output', (part) => {
    const less = withoutPart(shippedUNet, part);
    expect(outputShape(less)).toEqual({ extent: [28, 28], channels: 1 });
    const removed = { dense: 2 * 138_972, residual: 2 * 6752 + 47_904, skip: 0, noise: 0 }[part];
    expect(parameterCount(less)).toBe(parameterCount(shippedUNet) - removed);
  });

  it('takes nothing of layers that are no residual ones', () => {
    expect(networkParts.map((part) => removalOf(part, { kind: 'to-depth' }))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
