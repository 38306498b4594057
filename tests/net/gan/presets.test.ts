import { describe, expect, test } from 'vitest';
import { makeTarget } from '../../../src/core/data';
import { checkGanNetworks, checkGanRules } from '../../../src/core/gan/check';
import { ganPresetNames, ganPresets, type GanPresetName } from '../../../src/core/gan/presets';
import { modeCoverage } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { ganDefaults } from '../../../src/net/gan/defaults';
import { createGanTrainer, type GanTrainer } from '../../../src/net/gan/trainer';

const seeds = [1, 2, 3, 4, 5];

/** A preset's game after all its steps on the kernel. */
async function played(name: GanPresetName, seed: number): Promise<GanTrainer> {
  const { target, networks, rules, steps } = ganPresets[name];
  const trainer = await createGanTrainer('simd', { ...rules, networks, seed });
  trainer.setData(makeTarget(target).sample(10_000, random(seed + 100)));
  expect(Number.isFinite(trainer.train(steps))).toBe(true);
  return trainer;
}

/** Modes that 500 points of it cover. */
function covered(trainer: GanTrainer, name: GanPresetName, seed: number): number {
  const target = makeTarget(ganPresets[name].target);
  return modeCoverage(trainer.generate(normalBatch(500, trainer.settings.networks.latent, random(seed))), target.modes!).covered;
}

async function modes(name: GanPresetName): Promise<readonly number[]> {
  const found: number[] = [];
  for (const seed of seeds) {
    const trainer = await played(name, seed);
    found.push(covered(trainer, name, seed));
    trainer.dispose();
  }
  return found;
}

test('the presets can be played, and know each other', () => {
  expect(Object.keys(ganPresets)).toEqual([...ganPresetNames]);
  for (const name of ganPresetNames) {
    const { networks, rules, mends, mendedBy } = ganPresets[name];
    expect(() => checkGanRules(rules)).not.toThrow();
    expect(() => checkGanNetworks(networks)).not.toThrow();
    if (mends) {
      expect(ganPresets[mends].mendedBy).toBe(name);
      expect(ganPresets[mends].networks).toEqual(networks);
      expect(ganPresets[mends].target).toEqual(ganPresets[name].target);
    }
    if (mendedBy) expect(ganPresets[mendedBy].mends).toBe(name);
  }
  expect(ganDefaults).toEqual({ ...ganPresets.fair.rules, networks: ganPresets.fair.networks, seed: 1 });
});

describe('over five seeds', { timeout: 240_000 }, () => {
  test('the defaults cover eight of eight', async () => {
    expect(await modes('fair')).toEqual([8, 8, 8, 8, 8]);
  });

  test('the non-saturating game without a penalty collapses on the ring, and R1 mends it', async () => {
    expect(Math.max(...(await modes('ring-collapse')))).toBeLessThanOrEqual(4);
    expect(await modes('ring-mended')).toEqual([8, 8, 8, 8, 8]);
  });

  test('the game on the grid covers less than half of the modes, and the mended one nearly all', async () => {
    expect(Math.max(...(await modes('grid-collapse')))).toBeLessThanOrEqual(12);
    expect(Math.min(...(await modes('grid-mended')))).toBeGreaterThanOrEqual(20);
  });

  test('with a discriminator far ahead half of the points feel next to nothing under the saturating loss; noise mends it', async () => {
    for (const [name, least, most] of [['vanishing', 0, 4], ['vanishing-mended', 8, 8]] as const) {
      for (const seed of seeds) {
        const trainer = await played(name, seed);
        const pulls = trainer.pull(trainer.generate(normalBatch(500, 1, random(seed)))).data;
        const sizes = Array.from({ length: 500 }, (_, i) => Math.hypot(pulls[2 * i], pulls[2 * i + 1]));
        const idle = sizes.filter((size) => size < 0.01).length / 500;
        if (name === 'vanishing') expect(idle).toBeGreaterThan(0.2);
        else expect(idle).toBeLessThan(0.1);
        expect(covered(trainer, name, seed)).toBeGreaterThanOrEqual(least);
        expect(covered(trainer, name, seed)).toBeLessThanOrEqual(most);
        trainer.dispose();
      }
    }
  });

  test('momentum swings the points about the plane to the end; without it they come to rest on all modes', async () => {
    const away: Record<string, number[]> = { oscillation: [], 'oscillation-mended': [] };
    for (const name of ['oscillation', 'oscillation-mended'] as const) {
      for (const seed of seeds) {
        const trainer = await played(name, seed);
        const now = covered(trainer, name, seed);
        if (name === 'oscillation') expect(now).toBeLessThanOrEqual(6);
        else expect(now).toBe(8);
        // How far the centre of the points is from that of the data, over 200 more steps.
        let distance = 0;
        for (let i = 0; i < 40; i++) {
          trainer.train(5);
          const { data } = trainer.generate(normalBatch(200, 2, random(1)));
          distance += Math.hypot(...[0, 1].map((axis) => data.reduce((sum, x, k) => sum + (k % 2 === axis ? x / 200 : 0), 0))) / 40;
        }
        away[name].push(distance);
        trainer.dispose();
      }
    }
    const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[2];
    expect(middle(away.oscillation)).toBeGreaterThan(3 * middle(away['oscillation-mended']));
  });
});
