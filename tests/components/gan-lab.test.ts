import { describe, expect, it } from 'vitest';
import {
  equilibrium,
  gridOf,
  meanPull,
  outputAt,
  shades,
  takenForReal,
  undecided,
} from '../../components/figure/GanLab/judge';
import { rulesText, summary, targetInText } from '../../components/figure/GanLab/labels';
import {
  asPreset,
  beginsAnew,
  ganLab,
  gameOf,
  presetNames,
  realPoints,
  runSettings,
  targetOf,
  toDrawing,
} from '../../components/figure/GanLab/state';
import { batch, count } from '../../src/core/batch';
import { drawn } from '../../src/core/data/index';
import { ganPresets } from '../../src/core/gan/presets';
import { ganLosses, type GanLoss } from '../../src/core/gan/settings';
import { fieldGrid } from '../../src/engine/kinds/plane/watch';

const defaults = ganLab.defaults;

const by = (loss: GanLoss, relativistic = false) => ({ loss, relativistic });

describe('settings of gan-lab', () => {
  it('are a preset and what was changed in it', () => {
    for (const preset of presetNames) {
      const s = { ...defaults, preset };
      expect(gameOf(s).rules).toEqual({ ...gameOf(s).rules, ...ganPresets[preset].rules });
      expect(gameOf(s).networks).toEqual(ganPresets[preset].networks);
    }
    const changed = { ...defaults, r1: 3.5, generatorWidth: 33 };
    expect(gameOf(changed).rules.r1).toBe(3.5);
    expect(gameOf(changed).networks.generator.width).toBe(32);
  });

  it('a preset from outside clears the changes, a preset’s change alone leaves the rest', () => {
    const base = { ...defaults, loss: 'hinge', r1: 2, speed: 30 } as const;
    const other = ganLab.parse({ preset: 'ring-collapse' }, base).settings;
    expect(other).toEqual({ ...base, ...asPreset, preset: 'ring-collapse' });
    const more = ganLab.parse({ instanceNoise: 0.3 }, base).settings;
    expect(more).toEqual({ ...base, instanceNoise: 0.3 });
  });

  it('come back from a link, and bad ones get a sentence', () => {
    const s = {
      ...defaults,
      preset: 'grid-collapse',
      loss: 'wasserstein',
      gradientPenalty: 1,
      shown: 'ema',
      seed: 12,
    } as const;
    const again = ganLab.parse(JSON.parse(JSON.stringify(ganLab.encode(s))));
    expect(again.settings).toEqual(s);
    expect(again.problems).toEqual([]);
    const bad = ganLab.parse({ preset: 'nonsense', loss: 'l2', r1: -1, discriminatorSteps: 2.5, seed: 3 });
    expect(bad.settings).toEqual({ ...defaults, seed: 3 });
    expect(bad.problems).toHaveLength(4);
    expect(bad.problems.join(' ')).toContain('loss is "l2" (expected non-saturating');
  });

  it('rules may change while it runs; another preset, seed or network begins anew', () => {
    const to = (change: object) => beginsAnew(defaults, { ...defaults, ...change });
    for (const change of [
      { loss: 'hinge' },
      { r1: 1 },
      { target: 'spiral' },
      { batchSize: 64 },
      { spectralNorm: true },
      { discriminatorSteps: 3 },
      { speed: 4 },
    ]) {
      expect(to(change)).toBe(false);
    }
    for (const change of [
      { preset: 'ring-collapse' },
      { seed: 8 },
      { latent: 5 },
      { generatorWidth: 8 },
      { discriminatorDepth: 4 },
    ])
      expect(to(change)).toBe(true);
  });

  it('a drawing that is too small leaves the game with what it has', () => {
    const s = { ...defaults, target: 'drawn', points: [1, 1] } as const;
    const { spec, wanting } = targetOf(s, { kind: 'spiral' });
    expect(spec).toEqual({ kind: 'spiral' });
    expect(wanting).toContain('One point is drawn');
    expect(targetOf({ ...s, points: [1, 1, -1, 0] }).wanting).toBeNull();
    expect(runSettings(s, { kind: 'spiral' }).target).toEqual({ kind: 'spiral' });
    expect(targetInText(s)).toBe('your drawing');
  });

  it('real points of a drawing lie where it was drawn', () => {
    const points = [-2.5, 1, 0.5, 1, 1.5, -2];
    const spec = { kind: 'drawn', points } as const;
    const shown = toDrawing(spec, realPoints(spec, 7).data);
    const { x, y, scale } = drawn(points).frame;
    expect(count(shown)).toBe(500);
    expect(shown.data[0]).toBeCloseTo(realPoints(spec, 7).data[0] / scale + x, 12);
    expect(shown.data[1]).toBeCloseTo(realPoints(spec, 7).data[1] / scale + y, 12);
    const mean = shown.data.filter((_, i) => i % 2 === 0).reduce((sum, v) => sum + v, 0) / 500;
    expect(mean).toBeGreaterThan(-2.5);
    expect(mean).toBeLessThan(1.5);
  });
});

describe('what is seen of the discriminator', () => {
  /** A field of 3 x - y + 1, which bilinear reading gives back exactly. */
  const size = 9;
  const extent = 3;
  const at = fieldGrid({ t: 0, size, extent });
  const values = Float64Array.from({ length: size * size }, (_, i) => 3 * at[2 * i] - at[2 * i + 1] + 1);
  const field = { size, extent, values };

  it('is read between its points', () => {
    for (const [x, y] of [
      [0.1, 0.2],
      [-2.3, 1.7],
      [3, -3],
      [2.99, 2.99],
    ])
      expect(outputAt(field, x, y)).toBeCloseTo(3 * x - y + 1, 12);
    expect(outputAt(field, 50, 0)).toBeCloseTo(10, 12);
  });

  it('its cells stand around its points', () => {
    const grid = gridOf(field);
    const cell = (grid.x[1] - grid.x[0]) / grid.nx;
    expect(grid.x[0] + cell / 2).toBeCloseTo(-extent, 12);
    expect(grid.x[1] - cell / 2).toBeCloseTo(extent, 12);
  });

  it('counts the points on the real side', () => {
    const points = batch([1, 0, -1, 0, 0, 0.5, 0, 1.5], 2);
    expect(takenForReal(field, points, by('non-saturating'), { real: 0, fake: 0 })).toBe(0.5);
    expect(takenForReal(field, points, by('wasserstein'), { real: 5, fake: 1 })).toBe(0.25);
    expect(takenForReal(field, batch([], 2), by('hinge'), { real: 0, fake: 0 })).toBeNaN();
  });

  it('the undecided output is the middle shade', () => {
    const outputs = { real: 2, fake: -1 };
    for (const loss of ganLosses) {
      const levels = shades(by(loss), outputs);
      expect(levels[3]).toBeCloseTo(undecided(by(loss), outputs), 12);
      expect([...levels]).toEqual([...levels].sort((a, b) => a - b));
    }
    expect(shades(by('hinge', true), { real: 3, fake: 1 })).toEqual([-2, 0, 1, 2, 3, 4, 6]);
    const probabilities = shades(by('non-saturating'), outputs).map((logit) => 1 / (1 + Math.exp(-logit)));
    [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9].forEach((p, i) => expect(probabilities[i]).toBeCloseTo(p, 12));
  });

  it('equilibrium of the first two games: 2 ln 2, and ln 2 with its sign', () => {
    expect(equilibrium(by('non-saturating')).discriminator).toBeCloseTo(2 * Math.LN2, 12);
    expect(equilibrium(by('non-saturating')).generator).toBeCloseTo(Math.LN2, 12);
    expect(equilibrium(by('saturating')).discriminator).toBeCloseTo(2 * Math.LN2, 12);
    expect(equilibrium(by('saturating')).generator).toBeCloseTo(-Math.LN2, 12);
    expect(equilibrium(by('hinge'))).toEqual({ discriminator: 2, generator: 0 });
    expect(equilibrium(by('non-saturating', true))).toEqual({ discriminator: Math.LN2, generator: Math.LN2 });
  });

  it('mean pull is the mean length of the arrows', () => {
    expect(meanPull(Float64Array.of(3, 4, 0, 1))).toBe(3);
    expect(meanPull(new Float64Array(0))).toBeNaN();
  });
});

describe('words of gan-lab', () => {
  it('rules are said with what is switched on', () => {
    const rules = {
      ...gameOf(defaults).rules,
      loss: 'hinge',
      gradientPenalty: 0,
      r1: 0.5,
      spectralNorm: true,
      instanceNoise: 0,
      discriminatorSteps: 3,
    } as const;
    expect(rulesText(rules)).toBe('hinge loss, R1 0.50, spectral norm, 3 steps of D for one of G');
  });

  it('the summary follows the snapshot', () => {
    expect(summary(defaults, null, false)).toContain('Neither has been trained yet.');
    const snapshot = {
      step: 400,
      modes: 8,
      modesCovered: 3,
      between: 0.25,
      energyDistance: 0.9,
      samples: new Float64Array(0),
      pull: new Float64Array(0),
    } as unknown as Parameters<typeof summary>[1] extends infer S
      ? NonNullable<S> extends { snapshot: infer N }
        ? N
        : never
      : never;
    const said = summary(defaults, { snapshot, taken: 0.62, pull: 1.5, built: false }, true);
    expect(said).toContain('After 400 steps the generator reaches 3 of 8 modes');
    expect(said).toContain('takes 62\u00a0% of the fakes for real');
  });
});
