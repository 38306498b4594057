import { expect, test } from 'vitest';
import { normalBatch, random } from '../../../src/core/random';
import { ganRules } from '../../../src/core/gan/defaults';
import { rateAt } from '../../../src/net/clock';
import { createGanTrainer } from '../../../src/net/gan/trainer';
import type { GanRules } from '../../../src/core/gan/settings';
import { parsePlaneGanSettings } from '../../../src/engine/kinds/plane-gan/parse';
import type { Backend } from '../../../src/net/trainer';
import { ring } from './helpers';

const networks = { latent: 2, generator: { width: 16, depth: 1 }, discriminator: { width: 16, depth: 1 } };

async function game(backend: Backend, change: Partial<GanRules>) {
  const trainer = await createGanTrainer(backend, { ...ganRules, batchSize: 32, networks, seed: 1, ...change });
  trainer.setData(ring());
  return trainer;
}
const drawn = (trainer: Awaited<ReturnType<typeof game>>) =>
  Array.from(trainer.generate(normalBatch(50, 2, random(1)), 'raw').data);

test.each(['simd', 'cpu'] as const)(
  'both rates fall along the line of the diffusion model, step by step, on %s',
  async (backend) => {
    const decaySteps = 10;
    const change = { discriminatorSteps: 2, generatorRate: 4e-3, discriminatorRate: 2e-3 };
    const falling = await game(backend, { ...change, decaySteps });
    const byHand = await game(backend, change);
    for (let k = 0; k < 15; k++) {
      falling.train(1);
      byHand.configure({
        generatorRate: rateAt(k, { learningRate: change.generatorRate, warmup: 0, decaySteps }),
        discriminatorRate: rateAt(k, { learningRate: change.discriminatorRate, warmup: 0, decaySteps }),
      });
      byHand.train(1);
    }
    expect(drawn(falling)).toEqual(drawn(byHand));
    for (const trainer of [falling, byHand]) trainer.dispose();
  },
);

test('with none, every game is as it was, and settings from before there was one are taken', async () => {
  const [without, none] = [await game('simd', {}), await game('simd', { decaySteps: 0 })];
  for (const trainer of [without, none]) trainer.train(20);
  expect(drawn(without)).toEqual(drawn(none));
  for (const trainer of [without, none]) trainer.dispose();
  const { decaySteps: _, ...before } = parsePlaneGanSettings({});
  expect(parsePlaneGanSettings(before).decaySteps).toBe(0);
  expect(() => parsePlaneGanSettings({ ...before, decaySteps: -1 })).toThrow('decaySteps is -1');
});

test('is taken up where a game was left', async () => {
  const change = { decaySteps: 12 };
  const whole = await game('simd', change);
  whole.train(10);
  const first = await game('simd', change);
  first.train(4);
  const second = await game('simd', change);
  second.load(first.save());
  second.train(6);
  expect(drawn(second)).toEqual(drawn(whole));
  for (const trainer of [whole, first, second]) trainer.dispose();
});
