import { afterEach, describe, expect, it, vi } from 'vitest';
import { batch } from '../../src/core/batch';
import { flowDefaults, makeFlow, type FlowSpec } from '../../src/core/flow';
import { energyDistance } from '../../src/core/metric';
import { random } from '../../src/core/random';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { needsNewPlaneNetwork, planeDefaults, type PlaneSettings } from '../../src/engine/kinds/plane/settings';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import type { Report } from '../../src/engine/protocol';
import { asking, planeRun, type PlaneRun } from './runs';

// Node lets one message port starve the timers, which browsers don't.
vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const flow: FlowSpec = {
  ...flowDefaults,
  source: { kind: 'two-moons' },
  data: { kind: 'spiral' },
  points: 24,
  width: 0.15,
};
const settings = parsePlaneSettings({
  backend: 'simd',
  schedule: { kind: 'flow' },
  flow,
  sampleCount: 300,
  learningRate: 4e-3,
  decaySteps: 800,
});

describe('a run that learns a flow', () => {
  let training: PlaneRun | null = null;
  afterEach(() => training?.dispose());

  function begin(change: Partial<PlaneSettings> = {}) {
    const reports: Report[] = [];
    const watch = { ...watchNothing, samples: true, path: true, interval: 0 };
    training = planeRun('run', { ...settings, ...change }, watch, { report: (r) => reports.push(r), without: [] });
    const last = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as PlaneSnapshot] : [])).at(-1)!;
    return { training, last };
  }

  it('goes from one cloud to the other, without a Gaussian anywhere', async () => {
    const { training, last } = begin();
    await training.prepare();
    const untrained = last().energyDistance;
    await training.step(800);
    const { path, samples, energyDistance: distance, modes } = last();
    const { source, data } = makeFlow(flow);
    // Samples begin in the source, and end in the data.
    expect([...path.slice(0, 600)]).toEqual([...source.sample(300, random(settings.sampleSeed)).data]);
    expect([...path.slice(-600)]).toEqual([...samples]);
    expect(distance).toBeLessThan(Math.min(0.03, untrained / 3));
    expect(energyDistance(batch(samples, 2), data.sample(1000, random(1)))).toBeLessThan(0.04);
    expect(modes).toBe(-1);
    const spec = {
      sampler: 'ddim',
      schedule: { kind: 'flow' },
      grid: 'uniform',
      steps: settings.sampleSteps,
      least: 1e-3,
      zero: true,
      count: 300,
      seed: settings.sampleSeed,
      path: false,
    } as const;
    // The same question asked: Euler's steps of the velocity from the same points.
    const { states } = await asking<'plane'>(training)('sample', spec);
    states.forEach((each, i) => expect(each).toBeCloseTo(samples[i], 4));
  });

  it('needs another network for another flow, and is refused with a sentence', () => {
    expect(needsNewPlaneNetwork(settings, { ...settings, flow: { ...flow, mean: 'trigonometric' } })).toBe(true);
    expect(needsNewPlaneNetwork(settings, { ...settings, flow: { ...flow } })).toBe(false);
    expect(needsNewPlaneNetwork(settings, { ...settings, flow: null })).toBe(true);
    expect(planeDefaults.flow).toBeNull();
    expect(() => parsePlaneSettings({ flow: { width: 3 } })).toThrow(/flow width is 3 \(expected 0.02 to 1\)/);
  });
});
