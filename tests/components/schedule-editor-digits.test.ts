import { describe, expect, it, vi } from 'vitest';
import { digitsReadout } from '../../components/figure/ScheduleEditor/labels';
import {
  createSampledDigits,
  digitsSpec,
  gridOf,
  keyOf,
  packGrid,
  unpackGrid,
} from '../../components/figure/ScheduleEditor/sampled-digits';
import { scheduleEditor, specOf } from '../../components/figure/ScheduleEditor/settings';
import { scheduleDefaults } from '../../src/core/schedule/index';
import { builtAsks } from '../../components/figure/built-asks';
import type { DigitsSampled } from '../../src/engine/kinds/shipped/denoising';

const request = { spec: scheduleDefaults.cosine, steps: 20, seed: 7, codes: false };
const made: DigitsSampled = {
  x: new Float32Array(20 * 784).fill(-1),
  times: new Float64Array(0),
  evaluations: 20,
  path: [],
  backend: 'simd',
  milliseconds: 1,
  judgement: {
    classes: Int32Array.from({ length: 20 }, (_, i) => (i < 15 ? i % 10 : 0)),
    logProbabilities: new Float64Array(200),
    features: { data: new Float64Array(0), dim: 1 },
  },
};

describe('digits under a schedule', () => {
  it('depend on the schedule: the cosine gives nearly all as asked, a curve that leaves half of the signal at t = 1 fewer', async () => {
    const good = gridOf(request, await builtAsks.sample(digitsSpec(request)));
    expect(good.agreed).toBeGreaterThanOrEqual(18);
    // A curve that keeps half of the signal to the last is not what noise alone looks like, so the start misleads the network.
    const knots = [0, 8, 0.5, 4, 1, -0.1];
    const leaking = { ...request, spec: specOf({ ...scheduleEditor.defaults, preset: 'drawn', knots }) };
    expect(gridOf(leaking, await builtAsks.sample(digitsSpec(leaking))).agreed).toBeLessThan(good.agreed);
  });

  it('are drawn as codes where that is asked for: other pictures, under the same schedule as good', async () => {
    const codes = { ...request, codes: true };
    const made = gridOf(codes, await builtAsks.sample(digitsSpec(codes)));
    expect(made.agreed).toBeGreaterThanOrEqual(18);
    expect(made.key).not.toBe(keyOf(request));
  });

  it('travel in the page unchanged', () => {
    const x = new Float32Array(20 * 784).fill(-1);
    x[13 * 784 + 2 * 28 + 5] = 1;
    const grid = gridOf(request, { ...made, x });
    expect(grid.grey[13 * 784 + 2 * 28 + 5]).toBe(255);
    expect(grid.grey.filter((v) => v > 0)).toHaveLength(1);
    expect(grid.agreed).toBe(15);
    expect(unpackGrid(packGrid(grid))).toEqual(grid);
  });

  it('ask nothing under the settings of the build, wait for the drag to end, and drop what is stale', async () => {
    const asked: number[] = [];
    const digits = createSampledDigits(
      { ...gridOf(request, made), key: keyOf(request) },
      ({ seed }, { signal }) => {
        asked.push(seed);
        return new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
          if (seed === 9) setTimeout(() => resolve(made), 5);
        });
      },
      10,
    );
    const later = (ms: number) => new Promise((done) => setTimeout(done, ms));
    digits.follow(request);
    await later(20);
    expect([asked, digits.progress.value]).toEqual([[], null]);
    digits.follow({ ...request, seed: 1 });
    digits.follow({ ...request, seed: 8 });
    await vi.waitFor(() => expect(asked).toEqual([8]));
    expect(digitsReadout(digits.shown.value, digits.progress.value, null)).toBe(
      'being sampled under this schedule, 0 %',
    );
    digits.follow({ ...request, seed: 9 });
    await vi.waitFor(() => expect(digits.progress.value).toBeNull());
    expect([asked, digits.shown.value?.key, digits.failure.value]).toEqual([
      [8, 9],
      keyOf({ ...request, seed: 9 }),
      null,
    ]);
    digits.dispose();
  });
});
