import { describe, expect, test } from 'vitest';
import { ganPlayerFlops, ganStepFlops } from '../../../src/core/gan/flops';
import { ganParameters } from '../../../src/core/gan/networks';
import type { GanNetworks } from '../../../src/core/gan/settings';

const networks: GanNetworks = { latent: 3, generator: { width: 8, depth: 2 }, discriminator: { width: 16, depth: 3 } };
const rules = {
  relativistic: false,
  gradientPenalty: 0,
  r1: 0,
  r2: 0,
  spectralNorm: false,
  discriminatorSteps: 1,
  batchSize: 10,
};

// By hand. G: 3 x 8, 8 x 8, 8 x 2: 2 (24 + 64 + 16) = 208 a point. D: 2 x 16, 16 x 16 twice, 16 x 1: 2 (32 + 512 + 16) = 1120.
const G = 208,
  D = 1120;

test('weights and biases', () => {
  expect(ganParameters(networks)).toEqual({ generator: 104 + 18, discriminator: 560 + 49 });
});

describe('operations of a step', () => {
  test('of the generator: both forward, D to its input, G to its weights and to all inputs but z', () => {
    expect(ganPlayerFlops(networks, rules, 'generator')).toBe(10 * (G + D + D + G + (G - 48)));
  });

  test('of pairs: the real points go through D for the generator too, and nothing changes for the discriminator', () => {
    const pairs = { ...rules, relativistic: true };
    expect(ganPlayerFlops(networks, pairs, 'generator')).toBe(ganPlayerFlops(networks, rules, 'generator') + 10 * D);
    expect(ganPlayerFlops(networks, pairs, 'discriminator')).toBe(ganPlayerFlops(networks, rules, 'discriminator'));
  });

  test('of the discriminator: G forward, and 20 points through D forward and back, but for its input', () => {
    expect(ganPlayerFlops(networks, rules, 'discriminator')).toBe(10 * G + 20 * (D + D + (D - 64)));
  });

  test('of a penalty: to the gradient, along the tangent, its weights, and back through the bends', () => {
    const plain = ganPlayerFlops(networks, rules, 'discriminator');
    const penalty = 10 * (D + D + (D - 32) + D + (D - 32) + 1024);
    expect(ganPlayerFlops(networks, { ...rules, r1: 1 }, 'discriminator')).toBe(plain + penalty);
    expect(ganPlayerFlops(networks, { ...rules, r2: 1 }, 'discriminator')).toBe(plain + penalty);
    expect(ganPlayerFlops(networks, { ...rules, gradientPenalty: 1 }, 'discriminator')).toBe(plain + penalty);
    expect(ganPlayerFlops(networks, { ...rules, gradientPenalty: 1, r1: 1 }, 'discriminator')).toBe(
      plain + 2 * penalty,
    );
    expect(ganPlayerFlops(networks, { ...rules, r1: 1 }, 'generator')).toBe(
      ganPlayerFlops(networks, rules, 'generator'),
    );
  });

  test('of spectral normalisation: two products with vectors for each player, and one more for the gradient', () => {
    const plain = {
      generator: ganPlayerFlops(networks, rules, 'generator'),
      discriminator: ganPlayerFlops(networks, rules, 'discriminator'),
    };
    expect(ganPlayerFlops(networks, { ...rules, spectralNorm: true }, 'generator')).toBe(plain.generator + 2 * 1120);
    expect(ganPlayerFlops(networks, { ...rules, spectralNorm: true }, 'discriminator')).toBe(
      plain.discriminator + 3 * 1120,
    );
  });

  test('of both, with more steps of the discriminator', () => {
    const step = (discriminatorSteps: number) => ganStepFlops(networks, { ...rules, discriminatorSteps });
    expect(step(1)).toBe(10 * (3 * G - 48 + 2 * D) + 10 * G + 20 * (3 * D - 64));
    expect(step(5) - step(1)).toBe(4 * (10 * G + 20 * (3 * D - 64)));
  });
});
