import { afterEach, describe, expect, it, vi } from 'vitest';
import { scheduleDefaults } from '../../src/core/schedule/index';
import { CheckpointError } from '../../src/engine/checkpoint';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import type { ParallelSpec } from '../../src/engine/kinds/plane/parallel';
import { meanDistance } from '../../src/engine/kinds/plane/sampling';
import { needsNewPlaneNetwork, planeDefaults } from '../../src/engine/kinds/plane/settings';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import { asking, planeRun, type PlaneRun } from './runs';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const spec: ParallelSpec = {
  sampler: 'ddim',
  schedule: scheduleDefaults.cosine,
  steps: 20,
  window: 20,
  tolerance: 0.01,
  count: 30,
  seed: 4,
  lines: 3,
};

const opened: PlaneRun[] = [];
afterEach(() => opened.splice(0).forEach((run) => run.dispose()));

async function begin(network: object = {}, steps = 300) {
  const settings = parsePlaneSettings({ backend: 'simd', network: { ...planeDefaults.network, ...network } });
  const run = planeRun('p', settings, watchNothing, { report: () => undefined, without: [] });
  opened.push(run);
  await run.prepare();
  if (steps > 0) await run.step(steps);
  return { run, ask: asking<'plane'>(run) };
}

describe('a network’s steps in parallel', () => {
  it('end where its steps one after the other do, in fewer evaluations in a row', async () => {
    const { ask } = await begin();
    const { sequential, sequentialEvaluations, stands, furthest } = await ask('parallel', spec);
    const last = stands.at(-1)!;
    expect([sequential.length, sequentialEvaluations, stands[0].sweep]).toEqual([21, 20, 0]);
    expect(last.sweep).toBeLessThan(12);
    expect(last.distance[20]).toBe(meanDistance(last.end, sequential[20]));
    expect(furthest).toBeLessThan(0.1);
    expect(last.paths[0].data).toHaveLength(6);
    const { sampler: _sampler, ...rest } = spec;
    // Nothing counts as no change: the same run, to rounding.
    const exact = await ask('parallel', { ...spec, tolerance: 0 });
    expect(exact.furthest).toBeLessThan(1e-9);
    const drawn = await ask('parallel', { ...rest, sampler: 'ddpm', tolerance: 0 });
    expect(drawn.furthest).toBeLessThan(1e-9);
    const cost = await ask('parallelCost', spec);
    expect(cost).toEqual({ sweeps: last.sweep, evaluations: last.evaluations, inARow: last.inARow });
  }, 60_000);

  it('are timed, all ways of taking them', async () => {
    const { ask } = await begin({}, 0);
    const times = await ask('parallelTimes', spec);
    for (const milliseconds of Object.values(times)) expect(milliseconds).toBeGreaterThan(0);
    expect(times.batch).toBeGreaterThan(times.one);
  }, 60_000);

  it('are refused by name', async () => {
    const { ask } = await begin({}, 0);
    await expect(ask('parallel', { ...spec, sampler: 'unipc' as never })).rejects.toThrow(/sampler is "unipc"/);
    await expect(ask('parallel', { ...spec, window: 0 })).rejects.toThrow(/window is 0/);
  });
});

describe('a network of the plane that is told slow frequencies of time', () => {
  it('is another network, answers, and keeps what it is through a file', async () => {
    const slow = { ...planeDefaults, network: { ...planeDefaults.network, time: 'slow' as const } };
    expect(needsNewPlaneNetwork(planeDefaults, slow)).toBe(true);
    expect(needsNewPlaneNetwork(slow, { ...slow, network: { ...slow.network } })).toBe(false);
    expect(() => parsePlaneSettings({ network: { ...slow.network, time: 'span' } })).toThrow(/time is "span"/);
    const { run, ask } = await begin({ time: 'slow' }, 40);
    const before = await ask('parallel', spec);
    const file = run.save();
    const again = await begin({ time: 'slow' }, 0);
    await again.run.load(file);
    expect((await again.ask('parallel', spec)).sequential[20].data).toEqual(before.sequential[20].data);
    const plain = await begin({}, 0);
    await expect(plain.run.load(file)).rejects.toThrow(CheckpointError);
    await expect(plain.run.load(file)).rejects.toThrow('told slow frequencies of time');
  }, 60_000);
});
