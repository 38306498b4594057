import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildKernel } from '../../../scripts/kernel.mjs';
import { ganPlayerFlops } from '../../../src/core/gan/flops';
import { playerNetworks, players } from '../../../src/core/gan/networks';
import { bind, type Parameter } from '../../../src/core/image-network/parameters';
import { GamePlayer } from '../../../src/net/gan/player';
import { createSimdPlayers, type SimdGanDevice } from '../../../src/net/gan/simd/device';
import { ring, settings, small } from './helpers';

type Rows = { readonly rows: number };
const counted = new Set([
  'linear',
  'linearTangent',
  'linearInput',
  'linearInputTimes',
  'linearWeights',
  'productWeights',
]);

/** A device that counts the operations of the products asked of it. */
function counting(device: SimdGanDevice, count: (flops: number) => void): SimdGanDevice {
  return new Proxy(device, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        if (counted.has(String(name))) {
          const { rows, columns } = args.find(
            (arg): arg is Parameter => typeof arg === 'object' && arg !== null && 'matrix' in arg,
          )!;
          count(2 * (args[0] as Rows).rows * rows * columns);
        }
        return value.apply(target, args) as unknown;
      };
    },
  });
}

test.each([{}, { r1: 1 }, { gradientPenalty: 1 }, { gradientPenalty: 1, r1: 1 }])(
  'the products that a step runs are those that are counted, with %j',
  async (change) => {
    const { generator, discriminator } = playerNetworks(small);
    const devices = await createSimdPlayers(
      { generator: bind(generator), discriminator: bind(discriminator) },
      readFileSync(await buildKernel({ name: 'image' })),
    );
    let flops = 0;
    const count = (more: number) => void (flops += more);
    const given = settings(change);
    const game = new GamePlayer(
      'simd',
      {
        ...devices,
        generator: counting(devices.generator as SimdGanDevice, count),
        discriminator: counting(devices.discriminator as SimdGanDevice, count),
      },
      given,
    );
    game.setData(ring());
    for (const player of players) {
      flops = 0;
      game.stepOnly(player);
      expect(flops).toBe(ganPlayerFlops(small, given, player));
    }
  },
);
