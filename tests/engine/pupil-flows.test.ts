import { afterEach, describe, expect, it, vi } from 'vitest';
import { forwardFlops } from '../../src/core/network';
import { normalBatch, random } from '../../src/core/random';
import { stretchesOf } from '../../src/engine/kinds/pupil/settings';
import { begin, closePupils, short } from './pupils';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));
afterEach(closePupils);

describe('flows after flows', () => {
  const three = { ...short('reflow'), flows: 3, pairSteps: 2, sampleCount: 40 } as const;

  it('come one after the other, each on the pairs of the one before, and go through a file', async () => {
    const stretches = stretchesOf({ ...three, method: 'reflow', teacherSteps: 6, pupilSteps: 10 });
    expect(stretches.map(({ stage, flow, to }) => [stage, flow, to])).toEqual([
      ['teacher', 1, 6],
      ['pairs', 2, 86],
      ['pupil', 2, 91],
      ['pairs', 3, 171],
      ['pupil', 3, 176],
    ]);
    const a = begin(three);
    await a.run.prepare();
    await a.run.setWatch({ flows: true, samples: false });
    expect(a.last().flows.map(({ flow, finished }) => [flow, finished])).toEqual([[1, false]]);
    await a.run.step(90);
    expect(a.last().flows.map(({ flow, finished }) => [flow, finished])).toEqual([
      [1, true],
      [2, false],
    ]);
    await a.run.step(30);
    expect(a.last()).toMatchObject({ step: 120, stage: 'pairs' });
    const second = a.last().flows[1];
    expect(second.finished).toBe(true);
    await a.run.step(54);
    const file = a.run.save();
    await a.run.step(1);
    const end = a.last();
    expect(end.flows.map(({ flow, finished }) => [flow, finished])).toEqual([
      [1, true],
      [2, true],
      [3, false],
    ]);
    expect(end.flows[1]).toEqual(second);
    expect(end.cost.pairs.flops).toBe(
      2 * 20_480 * 2 * (forwardFlops({ width: 64, depth: 3, prediction: 'v' }, 2, 256) / 256),
    );
    for (const { looks, paths, relative, detour, transport, spare } of end.flows) {
      expect(looks.map(({ evaluations }) => evaluations)).toEqual([1, 2, 4, 50]);
      expect(paths).toHaveLength(11 * 40 * 2);
      expect([...paths.slice(0, 80)]).toEqual([...normalBatch(40, 2, random(7)).data]);
      expect([...paths.slice(-80)]).toEqual([...looks[3].samples]);
      expect(relative).toBeGreaterThan(0);
      expect(detour).toBeGreaterThan(1);
      expect(transport).toBeGreaterThan(0);
      expect(spare).toBeLessThan(1);
    }
    const b = begin(three);
    await b.run.prepare(file);
    await b.run.setWatch({ flows: true, samples: false });
    await b.run.step(1);
    expect(b.last().flows).toEqual(end.flows);
    const other = begin({ ...three, flows: 2 });
    await other.run.prepare();
    await expect(other.run.load(file)).rejects.toThrow('This file holds 3 flows (expected 2)');
  }, 60_000);

  it('become straighter, and better by one step', async () => {
    const { run, last, finish } = begin({ method: 'reflow', flows: 3, teacherSteps: 800, pupilSteps: 800 });
    await run.prepare();
    await run.setWatch({ flows: true, samples: false });
    await finish();
    const [one, second, third] = last().flows;
    expect(one.relative).toBeGreaterThan(0.5);
    expect(second.relative).toBeLessThan(0.1);
    expect(third.relative).toBeLessThan(second.relative);
    expect(third.transport).toBeLessThan(one.transport * 1.1);
    expect(one.looks[0].energyDistance).toBeGreaterThan(1);
    expect(second.looks[0].energyDistance).toBeLessThan(0.05);
  }, 120_000);

  it('inherit what the pairs lack', async () => {
    const { run, last, finish } = begin({
      method: 'reflow',
      flows: 2,
      teacherSteps: 600,
      pupilSteps: 300,
      pairSteps: 1,
    });
    await run.prepare();
    await run.setWatch({ flows: true, samples: false });
    await finish();
    const [one, second] = last().flows;
    // One step of the first flow is nearly the mean: so are the pairs, and so is whoever learns them, by however many steps.
    expect(one.looks[3].energyDistance).toBeLessThan(0.05);
    expect(second.looks[3].energyDistance).toBeGreaterThan(1);
  }, 60_000);
});
