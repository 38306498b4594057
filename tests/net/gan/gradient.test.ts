import { describe, expect, test } from 'vitest';
import { players } from '../../../src/core/gan/networks';
import { ganGradients } from '../../../src/net/gan/gradients';
import { difference } from '../image/helpers';
import { games, plain, slope } from './games';
import { direction, ring, settings } from './helpers';
import { referenceGradients } from './reference';

describe.each(['simd', 'cpu', 'wasm'] as const)(
  'gradients on %s against differences in double precision',
  (backend) => {
    test.each(games)('%s', async (_, change) => {
      const given = settings(change);
      const reference = plain(given);
      const gradients = await ganGradients(backend, given, ring());
      for (const player of players) {
        const size = Math.hypot(...gradients[player]);
        for (let seed = 1; seed <= 4; seed++) {
          const along = direction(gradients[player].length, seed);
          const found = gradients[player].reduce((sum, g, i) => sum + g * along[i], 0);
          expect(Math.abs(found - slope(reference, player, along))).toBeLessThan(2e-5 * size);
        }
      }
    });
  },
);

describe('gradients on the kernel against automatic differentiation', () => {
  test.each(games)('%s', async (_, change) => {
    const given = settings(change);
    const expected = await referenceGradients(plain(given));
    const found = await ganGradients('simd', given, ring());
    for (const player of players) expect(difference(found[player], expected[player])).toBeLessThan(2e-5);
  });
});
