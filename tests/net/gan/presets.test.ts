import { describe, expect, it } from 'vitest';
import { makeTarget } from '../../../src/core/data/index';
import { checkGanNetworks, checkGanRules } from '../../../src/core/gan/check';
import { ganPresets, type GanPresetName } from '../../../src/core/gan/presets';
import { modeCoverage } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { createGanTrainer } from '../../../src/net/gan/trainer';

const seeds = [1, 2, 3, 4, 5];

/** At the end of a preset's game, for each seed: modes that 1,000 points of the averaged generator cover, each within three standard deviations, and the mean pull on them. */
async function ends(name: GanPresetName): Promise<readonly { readonly modes: number; readonly pull: number }[]> {
  const { target: spec, networks, rules, steps } = ganPresets[name];
  const target = makeTarget(spec);
  if (!target.modes) throw new Error(`${name} is played for a target without modes (expected some to count)`);
  const found: { modes: number; pull: number }[] = [];
  for (const seed of seeds) {
    const trainer = await createGanTrainer('simd', { ...rules, networks, seed });
    trainer.setData(target.sample(20_000, random(seed).split('pool')));
    expect(Number.isFinite(trainer.train(steps))).toBe(true);
    const points = trainer.generate(normalBatch(1000, networks.latent, random(99)));
    const pulls = trainer.pull(points).data;
    let pull = 0;
    for (let i = 0; i < pulls.length; i += 2) pull += Math.hypot(pulls[i], pulls[i + 1]) / 1000;
    found.push({ modes: modeCoverage(points, target.modes, { radius: 0.45 }).covered, pull });
    trainer.dispose();
  }
  return found;
}

const modes = async (name: GanPresetName) => (await ends(name)).map((end) => end.modes);

it('every preset can be played', () => {
  for (const { networks, rules, steps } of Object.values(ganPresets)) {
    expect(() => checkGanRules(rules)).not.toThrow();
    expect(() => checkGanNetworks(networks)).not.toThrow();
    expect(steps).toBeGreaterThan(0);
  }
});

describe('over five seeds', () => {
  it('the collapse on the ring loses at least half of the modes, and the gradient penalty alone brings all eight', async () => {
    expect(Math.max(...(await modes('ring-collapse')))).toBeLessThanOrEqual(4);
    expect(await modes('ring-mended')).toEqual([8, 8, 8, 8, 8]);
    const [lost, mended] = [ganPresets['ring-collapse'].rules, ganPresets['ring-mended'].rules];
    expect({ ...mended, gradientPenalty: 0 }).toEqual(lost);
  }, 120_000);

  it('momentum keeps the points going round; with less of it they hold all eight', async () => {
    expect(Math.max(...(await modes('oscillation')))).toBeLessThanOrEqual(5);
    expect(await modes('oscillation-mended')).toEqual([8, 8, 8, 8, 8]);
  }, 120_000);

  it('with a judge that is far ahead the saturating loss pulls less than a third as hard', async () => {
    const [weak, mended] = [await ends('vanishing'), await ends('vanishing-mended')];
    weak.forEach(({ pull }, i) => expect(pull).toBeLessThan(mended[i].pull / 3));
  }, 120_000);
});
