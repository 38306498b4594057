import { describe, expect, it, test } from 'vitest';
import type { Layer, LayerKinds } from '../../../src/core/image-network/description';
import {
  digitClassifier,
  liveUNetWithNorms,
  noisyDigitClassifier,
  shippedUNet,
} from '../../../src/core/image-network/digits';
import { forwardFlops, layerFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { ganTrainingFlops, liveGan, shippedGan } from '../../../src/core/image-network/gan';
import { layers, recordOf, type LayerTable } from '../../../src/core/image-network/layers/index';
import { weightless, type LayerRecord } from '../../../src/core/image-network/layers/record';
import { liveNetworks } from '../../../src/core/image-network/live';
import { parameterCount } from '../../../src/core/image-network/parameters';
import { withoutPart } from '../../../src/core/image-network/parts';
import type { Shape } from '../../../src/core/image-network/shape';
import { shapeAfter } from '../../../src/core/image-network/shapes';

/** Parameters and operations of the book's networks, forward and in training, as they were counted before layers were records. */
const golden = [
  [shippedUNet, 349_628, 9_417_984, 28_253_952],
  [liveUNetWithNorms, 315_520, 5_121_792, 15_365_376],
  [digitClassifier, 61_098, 3_913_472, 11_740_416],
  [noisyDigitClassifier, 69_546, 3_929_856, 11_789_568],
  [liveNetworks.small, 150_188, 1_984_512, 5_953_536],
  [liveNetworks.medium, 315_384, 5_121_792, 15_365_376],
  [liveNetworks.large, 349_436, 9_417_984, 28_253_952],
  [shippedGan.generator, 246_192, 4_468_352, 13_405_056],
  [shippedGan.discriminator, 104_086, 3_671_680, 11_015_040],
  [liveGan.generator, 61_468, 2_054_656, 6_163_968],
  [liveGan.discriminator, 51_530, 1_833_344, 5_500_032],
  [withoutPart(liveUNetWithNorms, 'dense'), 37_992, 4_496_640, 13_489_920],
  [withoutPart(liveUNetWithNorms, 'residual'), 284_400, 1_268_992, 3_806_976],
  [withoutPart(liveUNetWithNorms, 'skip'), 315_520, 5_121_792, 15_365_376],
  [withoutPart(shippedUNet, 'dense'), 71_684, 8_755_200, 26_265_600],
  [withoutPart(shippedUNet, 'residual'), 288_220, 1_720_576, 5_161_728],
  [withoutPart(shippedUNet, 'skip'), 349_628, 9_417_984, 28_253_952],
] as const;

describe('costs that comparisons rest on', () => {
  test.each(golden.map((row) => [row[0].name, row] as const))('%s', (_, [network, parameters, forward, training]) => {
    expect([parameterCount(network), forwardFlops(network), trainingFlops(network)]).toEqual([
      parameters,
      forward,
      training,
    ]);
  });

  test('of games', () => {
    expect([ganTrainingFlops(shippedGan), ganTrainingFlops(liveGan)]).toEqual([42_778_496, 20_830_720]);
  });
});

const sequence: Shape = { extent: [12], channels: 8 };

describe('operations of layers on sequences, by hand', () => {
  test.each<readonly [Layer, number]>([
    // Four maps of 8 to 8 at 12 places, then 12 queries times 12 keys in all channels, twice.
    [{ kind: 'attention', channels: 8, heads: 2 }, 2 * (4 * 12 * 64 + 2 * 144 * 8)],
    // Maps of queries and of what was found at 12 places, of keys and values at 5; 12 queries times 5 keys, twice.
    [
      { kind: 'cross-attention', channels: 8, heads: 4, context: { length: 5, channels: 6 } },
      2 * (2 * 12 * 64 + 2 * 5 * 6 * 8 + 2 * 12 * 5 * 8),
    ],
    // One query times 5 keys of 6 numbers, twice, and a map of 6 to 16.
    [{ kind: 'context-film', channels: 8, context: { length: 5, channels: 6 } }, 2 * (2 * 5 * 6 + 6 * 16)],
    [{ kind: 'convolution-1d', size: 3, from: 8, to: 16 }, 2 * 12 * 3 * 8 * 16],
    [{ kind: 'convolution-1d', size: 5, stride: 2, from: 8, to: 4 }, 2 * 6 * 5 * 8 * 4],
    [{ kind: 'convolution', size: 1, from: 8, to: 4 }, 2 * 12 * 8 * 4],
    [{ kind: 'layer-norm', channels: 8 }, 0],
    [{ kind: 'layer-norm', channels: 8, embedding: 16 }, 2 * 16 * 16],
    [{ kind: 'rms-norm', channels: 8, embedding: 16 }, 2 * 16 * 16],
    [{ kind: 'positions', count: 12, channels: 8 }, 0],
  ])('%o', (layer, flops) => expect(layerFlops(layer, sequence)).toBe(flops));
});

describe('shapes of layers on sequences', () => {
  test.each<readonly [Layer, readonly number[]]>([
    [{ kind: 'convolution-1d', size: 3, stride: 2, from: 8, to: 5 }, [6, 5]],
    [{ kind: 'to-depth-1d', factor: 3 }, [4, 24]],
    [{ kind: 'to-space-1d', factor: 4 }, [48, 2]],
    [{ kind: 'attention', channels: 8, heads: 2 }, [12, 8]],
    [{ kind: 'flatten' }, [96]],
  ])('%o', (layer, expected) => {
    const { extent, channels } = shapeAfter(layer, sequence);
    expect([...extent, channels]).toEqual(expected);
  });

  test.each<readonly [Layer, string]>([
    [
      { kind: 'convolution-1d', size: 3, from: 4, to: 5 },
      'convolution-1d after 12 x 8 (expected a sequence of 4 channels)',
    ],
    [{ kind: 'convolution', size: 3, from: 8, to: 5 }, 'convolution after 12 x 8 (expected a picture of 8 channels)'],
    [{ kind: 'to-depth-1d', factor: 5 }, 'to-depth-1d after 12 x 8 (expected a sequence of a length in parts of 5)'],
    [{ kind: 'to-space-1d', factor: 3 }, 'to-space-1d after 12 x 8 (expected a sequence of channels in 3 equal parts)'],
    [{ kind: 'attention', channels: 8, heads: 3 }, 'attention after 12 x 8 (expected channels in 3 equal heads)'],
    [{ kind: 'layer-norm', channels: 4 }, 'layer-norm after 12 x 8 (expected 4 channels)'],
    [{ kind: 'tokens', vocabulary: 9, to: 8 }, 'tokens after 12 x 8 (expected one number a place, its token)'],
    [{ kind: 'positions', count: 10, channels: 8 }, 'positions after 12 x 8 (expected 10 places of 8 channels)'],
  ])('%o', (layer, message) => expect(() => shapeAfter(layer, sequence)).toThrow(message));
});

describe('records', () => {
  it('do not compile without a count of operations, nor a table without a record', () => {
    const whole: LayerRecord<LayerKinds['to-depth']> = layers['to-depth'];
    const { flops, ...rest } = whole;
    // @ts-expect-error: nobody counted its operations
    const uncounted: LayerRecord<LayerKinds['to-depth']> = rest;
    const { linear, ...others } = layers;
    // @ts-expect-error: no record of a linear layer
    const short: LayerTable = others;
    // @ts-expect-error: the record of another layer
    const swapped: LayerTable = { ...layers, linear: layers.convolution };
    expect([typeof flops, Object.keys(uncounted).length]).toEqual(['function', Object.keys(whole).length - 1]);
    expect([Object.keys(short).length, swapped.linear]).toEqual([Object.keys(layers).length - 1, layers.convolution]);
    expect(linear.parameters).not.toBe(weightless);
  });

  it('are named in errors where a file asks for another', () => {
    expect(() => recordOf({ kind: 'capsule' } as unknown as Layer)).toThrow(
      /layer of kind capsule \(expected activation, .*to-space.*\)/,
    );
  });
});
