import { expect, test } from 'vitest';
import { checkGanNetworks, checkGanRules, ganLimits } from '../../../src/core/gan/check';
import type { GanRules } from '../../../src/core/gan/settings';

const rules: GanRules = {
  loss: 'hinge',
  relativistic: false,
  gradientPenalty: 0,
  r1: 1,
  r2: 0,
  spectralNorm: true,
  instanceNoise: 0,
  discriminatorSteps: 2,
  generatorRate: 1e-3,
  discriminatorRate: 2e-3,
  decaySteps: 0,
  beta1: 0,
  batchSize: 64,
  emaDecay: 0.99,
};
const mlp = { width: 64, depth: 3 };

test('takes what can be played', () => {
  expect(() => checkGanRules(rules)).not.toThrow();
  expect(() => checkGanNetworks({ latent: 2, generator: mlp, discriminator: { width: 8, depth: 1 } })).not.toThrow();
});

test('names what is wrong and what was expected', () => {
  expect(() => checkGanRules({ ...rules, loss: 'cubic' as never })).toThrow(
    'loss is "cubic" (expected non-saturating, saturating, least-squares, hinge, wasserstein)',
  );
  expect(() => checkGanRules({ ...rules, discriminatorSteps: 1.5 })).toThrow(
    'discriminatorSteps is 1.5 (expected a whole number from 1 to 10)',
  );
  expect(() => checkGanRules({ ...rules, r1: NaN })).toThrow('r1 is NaN (expected 0 to 1000)');
  expect(() => checkGanRules({ ...rules, spectralNorm: 1 as never })).toThrow(
    'spectralNorm is 1 (expected true or false)',
  );
  expect(() => checkGanNetworks({ latent: 0, generator: mlp, discriminator: mlp })).toThrow(
    'latent is 0 (expected a whole number from 1 to 64)',
  );
  expect(() => checkGanNetworks({ latent: 2, generator: mlp, discriminator: { width: 12, depth: 3 } })).toThrow(
    'discriminator width is 12 (expected a whole number from 8 to 256, a multiple of 8)',
  );
  expect(() => checkGanNetworks({ latent: 2, generator: { width: 8, depth: 5 }, discriminator: mlp })).toThrow(
    'generator depth is 5 (expected a whole number from 1 to 4)',
  );
});

test.each([
  'gradientPenalty',
  'r1',
  'instanceNoise',
  'discriminatorSteps',
  'generatorRate',
  'discriminatorRate',
  'decaySteps',
  'beta1',
  'batchSize',
  'emaDecay',
] as const)('keeps %s within its limits', (name) => {
  const [least, most] = ganLimits[name];
  for (const value of [least, most]) expect(() => checkGanRules({ ...rules, [name]: value })).not.toThrow();
  for (const value of [least - 1, most + 1])
    expect(() => checkGanRules({ ...rules, [name]: value })).toThrow(`${name} is ${value}`);
});
