import { describe, expect, it, test } from 'vitest';
import type { Layer, LayerKinds } from '../../../src/core/image-network/description';
import {
  digitClassifier,
  liveUNetWithNorms,
  noisyDigitClassifier,
  shippedUNet,
} from '../../../src/core/image-network/digits';
import { forwardFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { ganTrainingFlops, liveGan, shippedGan } from '../../../src/core/image-network/gan';
import { layers, recordOf, type LayerTable } from '../../../src/core/image-network/layers/index';
import { weightless, type LayerRecord } from '../../../src/core/image-network/layers/record';
import { liveNetworks } from '../../../src/core/image-network/live';
import { parameterCount } from '../../../src/core/image-network/parameters';
import { networkParts, withoutPart } from '../../../src/core/image-network/parts';

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
    expect(networkParts).toHaveLength(4);
  });
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
      /layer of kind capsule \(expected activation, .*to-space\)/,
    );
  });
});
