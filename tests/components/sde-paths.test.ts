import { describe, expect, it } from 'vitest';
import {
  courseOf,
  fineSteps,
  isForward,
  scaleAt,
  scheduleOf,
  shownIndex,
} from '../../components/figure/SdePaths/course';
import { bridgeAt, cdfOf, densityOf, exactAt } from '../../components/figure/SdePaths/exact';
import { gapTo, makeChance, memory, spearman } from '../../components/figure/SdePaths/measure';
import { gather, makeNoise } from '../../components/figure/SdePaths/noise';
import { lineCount, sdePaths, stepChoices, type SdeSettings } from '../../components/figure/SdePaths/settings';
import { atOnce, crowdWalk, lineWalk } from '../../components/figure/SdePaths/walk';

const start: SdeSettings = sdePaths.defaults;
const processes = ['vp', 'sub-vp', 've', 'flow'] as const;
const crowd = (change: Partial<SdeSettings> = {}) => atOnce(crowdWalk({ ...start, ...change }, kept));
/** One crowd's noise for tests of the same seed and dimension. */
const kept = { noise: null };
const chance = atOnce(makeChance(2000));
const gapsOf = (change: Partial<SdeSettings>) => {
  const walk = crowd(change);
  const last = walk.times.length - 1;
  return [0.25, 0.5, 0.75, 1].map((part) => {
    const k = Math.round(part * last);
    return gapTo(walk.settings, walk.times[k], walk.states[k]) ?? NaN;
  });
};

describe('the walks', () => {
  it('start from the same noise whatever lambda, whatever the steps', () => {
    const first = lineWalk(start).states[0];
    for (const lambda of [0, 0.3, 2])
      for (const steps of stepChoices) expect(lineWalk({ ...start, lambda, steps }).states[0]).toEqual(first);
    expect(lineWalk({ ...start, seed: 6 }).states[0]).not.toEqual(first);
    expect(lineWalk({ ...start, lambda: 0.3 })).toEqual(lineWalk({ ...start, lambda: 0.3 }));
  });

  it('move continuously with lambda, for they share their Wiener path', () => {
    const [a, b] = [0.8, 0.8001].map((lambda) => lineWalk({ ...start, lambda }));
    const most = Math.max(
      ...a.states.map((state, k) => Math.max(...state.map((x, i) => Math.abs(x - b.states[k][i])))),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(0.01);
  });

  it('give one Wiener path to every number of steps', () => {
    const noise = atOnce(makeNoise(3, 1, 40));
    for (const process of ['vp', 'flow'] as const) {
      const { fine } = courseOf({ ...start, process });
      const whole = gather(noise, fine, 0, fineSteps, new Float64Array(40));
      for (const steps of stepChoices) {
        const stride = fineSteps / steps;
        const sum = new Float64Array(40);
        const one = new Float64Array(40);
        for (let i = 0; i < steps; i++) {
          gather(noise, fine, i * stride, stride, one);
          const root = Math.sqrt(
            Math.abs(fine[(i + 1) * stride] - fine[i * stride]) / Math.abs(fine[fineSteps] - fine[0]),
          );
          for (let w = 0; w < 40; w++) sum[w] += root * one[w];
        }
        sum.forEach((value, w) => expect(value).toBeCloseTo(whole[w], 9));
      }
    }
  });

  it('drawn as lines are the first of the crowd', () => {
    for (const change of [
      {},
      { mode: 'plane' as const },
      { direction: 'forward' as const },
      { mode: 'bridge' as const },
    ]) {
      const s = { ...start, ...change };
      const [few, many] = [lineWalk(s), crowd(change)];
      many.states.forEach((state, k) => expect(state.subarray(0, few.dim * lineCount)).toEqual(few.states[k]));
    }
  });

  it.each(processes)('%s: by the ODE and by the SDE have the exact distribution at every time', (process) => {
    // The ODE keeps what its start has by chance; Euler's own error at 500 steps is below what chance gives.
    for (const lambda of [0, 1, 1.5])
      for (const gap of gapsOf({ process, lambda, steps: 500 })) expect(gap).toBeLessThan(1.15 * chance.high);
  });

  it.each(processes)('%s: forward from data have it too', (process) => {
    for (const gap of gapsOf({ process, direction: 'forward', steps: 500 }))
      expect(gap).toBeLessThan(1.15 * chance.high);
  });

  it('in the plane have it along every direction', () => {
    for (const lambda of [0, 1])
      for (const gap of gapsOf({ mode: 'plane', lambda, steps: 500 }))
        expect(gap).toBeLessThan(atOnce(makeChance(1000)).high);
  });

  it('in few steps miss it, the more the more noise there is', () => {
    const [one, two] = [1, 2].map((lambda) => gapsOf({ lambda, steps: 20 })[0]);
    expect(two).toBeGreaterThan(3 * chance.high);
    expect(two).toBeGreaterThan(2 * one);
    expect(gapsOf({ lambda: 2, steps: 500 })[0]).toBeLessThan(chance.high);
  });

  it('remember their start by the ODE and forget it by the SDE', () => {
    const remembered = (lambda: number) => memory(crowd({ lambda }), 100);
    // In one dimension paths of an ODE cannot cross.
    expect(remembered(0)).toBeCloseTo(1, 6);
    expect(Math.abs(remembered(1))).toBeLessThan(0.07);
    expect(memory(crowd({ mode: 'bridge' }), 50)).toBeNaN();
    expect(spearman(Float64Array.from([1, 5, 2]), Float64Array.from([10, 30, 20]))).toBe(1);
    expect(spearman(Float64Array.from([1, 5, 2]), Float64Array.from([3, 1, 2]))).toBe(-1);
  });

  it.each(processes)(
    '%s: bridges have the mean and the variance of the closed form, in however many steps',
    (process) => {
      for (const steps of stepChoices) {
        const { settings, times, states } = crowd({ mode: 'bridge', process, steps });
        for (const part of [0.2, 0.5, 0.8]) {
          const k = Math.round(part * (times.length - 1));
          const exact = bridgeAt(settings, times[k]);
          const n = states[k].length;
          const mean = states[k].reduce((sum, x) => sum + x, 0) / n;
          const deviation = Math.sqrt(states[k].reduce((sum, x) => sum + (x - mean) ** 2, 0) / n);
          expect(Math.abs(mean - exact.mean)).toBeLessThan((4 * exact.deviation) / Math.sqrt(n));
          expect(Math.abs(deviation / exact.deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * n));
          expect(gapTo(settings, times[k], states[k])).toBeLessThan(1.2 * chance.high);
        }
        const end = states[states.length - 1];
        end.forEach((x) => expect(x).toBeCloseTo(settings.to, 5));
        expect(gapTo(settings, times[times.length - 1], end)).toBeNull();
      }
    },
  );
});

describe('what they are measured against', () => {
  it('is a density that integrates to its cumulative distribution, along any direction', () => {
    for (const s of [
      start,
      { ...start, mode: 'plane' as const },
      { ...start, process: 've' as const },
      { ...start, mode: 'bridge' as const },
    ]) {
      for (const angle of [0.4, Math.PI / 2]) {
        const exact = exactAt(s, 0.3, angle);
        let sum = 0;
        for (let i = 0; i < 4500; i++) sum += 0.002 * densityOf(exact, -8 + 0.002 * (i + 0.5));
        expect(sum).toBeCloseTo(cdfOf(exact, 1) - cdfOf(exact, -8), 5);
        expect(cdfOf(exact, 12)).toBeCloseTo(1, 12);
      }
    }
  });

  it('is kept on one page: the scale is 1 under VP, and any process ends as a standard normal', () => {
    for (const t of [0, 0.3, 1]) expect(scaleAt(scheduleOf(start), t)).toBeCloseTo(1, 12);
    for (const process of processes) {
      const { kept: times } = courseOf({ ...start, process });
      const exact = exactAt({ ...start, process }, times[0]);
      for (const x of [-1, 0, 1.5])
        expect(Math.abs(cdfOf(exact, x) - cdfOf({ weights: [1], means: [0], deviations: [1] }, x))).toBeLessThan(0.02);
    }
  });

  it('chance gives as much as theory says', () => {
    expect(chance.mean * Math.sqrt(2000)).toBeCloseTo(0.8687, 2);
    // Kolmogorov's 95 % point for n numbers: Stephens 1970.
    expect(chance.high * (Math.sqrt(2000) + 0.12 + 0.11 / Math.sqrt(2000))).toBeCloseTo(1.358, 2);
  });
});

describe('courses', () => {
  it('run the way they are asked to, from end to end, and share their times', () => {
    for (const process of processes)
      for (const direction of ['reverse', 'forward'] as const) {
        const all = stepChoices.map((steps) => courseOf({ mode: 'line', direction, process, steps }));
        all.forEach(({ kept: times, fine }) => {
          expect(times.length).toBeLessThanOrEqual(101);
          expect(Math.min(times[0], times[times.length - 1])).toBe(0);
          expect(
            times.every((t, k) => k === 0 || (direction === 'forward' ? t > times[k - 1] : t < times[k - 1])),
          ).toBe(true);
          expect([...fine]).toEqual([...all[0].fine]);
        });
        expect(all[0].kept.every((t) => all[1].kept.includes(t))).toBe(true);
      }
    expect(shownIndex([1, 0.5, 0], 0.3)).toBe(1);
    expect(isForward({ mode: 'bridge', direction: 'reverse' })).toBe(true);
  });
});
