import { afterEach, describe, expect, it, vi } from 'vitest';
import { raceSettings } from '../../components/figure/Pupil/state';
import { lessonFlops } from '../../src/engine/kinds/pupil/cost';
import { lengthsOf } from '../../src/engine/kinds/pupil/settings';
import { begin, closePupils, distance, short } from './pupils';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));
afterEach(closePupils);

describe('a race', () => {
  it('begins behind the teacher that another run has trained, and is as dear to each', async () => {
    const group = 'a race of this test';
    const first = begin({ ...short('progressive'), seed: 77 });
    await first.run.prepare();
    await first.run.step(6);
    const entered = raceSettings(
      { ...first.settings, pupilSteps: 60 },
      ['distribution-matching', 'pairs', 'mean-flow'],
      group,
    );
    for (const settings of entered.slice(0, 2)) {
      const { run, last } = begin(settings);
      await run.prepare();
      // The teacher is the first run's, and is nobody's cost here.
      expect(last()).toMatchObject({ step: 6, stage: 'pupil', spent: { flops: 0 } });
      expect(distance(last(), 'teacher', 1)).toBe(distance(first.last(), 'teacher', 1));
      await run.play();
      while ((await run.slice()) < Infinity);
      const { step, cost } = last();
      expect(step).toBe(lengthsOf(settings).total);
      expect(cost.pupil.flops / lessonFlops(settings)).toBeCloseTo(1, 6);
    }
    const budgets = entered.map((one) => lessonFlops(one) / lessonFlops(entered[0]));
    expect(Math.abs(budgets[1] - 1)).toBeLessThan(0.03);
    // Drawing pairs alone costs more than so short a race: it learns the least that there is.
    expect(entered[2].pupilSteps).toBe(20);
    expect(Math.abs(budgets[3] - 1)).toBeLessThan(0.03);
    expect(entered[3]).toMatchObject({ teacherSteps: 0, schedule: 'flow', stopAfter: entered[3].pupilSteps });
    // Who races with nobody trains its own.
    const alone = begin({ ...short('progressive'), seed: 77 });
    await alone.run.prepare();
    expect(alone.last()).toMatchObject({ step: 0, stage: 'teacher' });
  }, 60_000);
});

describe('a pupil learns', () => {
  it('nothing by a derivative along quick frequencies of time, which others do not mind', async () => {
    const ends = [];
    for (const [method, clock] of [
      ['mean-flow', 'slow'],
      ['mean-flow', 'quick'],
      ['shortcut', 'quick'],
    ] as const) {
      const { run, last, finish } = begin({ method, clock, pupilSteps: 500 });
      await run.prepare();
      await finish();
      ends.push(distance(last(), 'pupil', 1));
    }
    expect(ends[1]).toBeGreaterThan(2 * ends[0]);
    expect(ends[2]).toBeLessThan(ends[1] / 2);
  }, 120_000);
});
