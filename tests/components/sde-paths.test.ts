import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import {
  courseOf,
  fineSteps,
  isForward,
  scaleAt,
  scheduleOf,
  shownIndex,
} from '../../components/figure/SdePaths/course';
import { bridgeAt, cdfOf, densityOf, exactAt } from '../../components/figure/SdePaths/exact';
import { gapText, processTitle, summary } from '../../components/figure/SdePaths/labels';
import { gapTo, makeChance, memory, spearman } from '../../components/figure/SdePaths/measure';
import { gather, makeNoise } from '../../components/figure/SdePaths/noise';
import {
  lineCount,
  near,
  sdePaths,
  stepChoices,
  walkKey,
  type SdeSettings,
} from '../../components/figure/SdePaths/settings';
import { built, shown } from '../../components/figure/SdePaths/shown';
import { createSliced } from '../../components/figure/SdePaths/slices';
import { atOnce, crowdWalk, lineWalk } from '../../components/figure/SdePaths/walk';
import { neighbour } from '../../components/figure/SdePaths/TimePanel';

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
    expect(chance.mean * Math.sqrt(2000)).toBeCloseTo(0.8687, 1);
    expect(chance.high * Math.sqrt(2000)).toBeCloseTo(1.358, 0);
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

describe('the figure', () => {
  /** A clock that ticks at every look, and the work that waits. */
  const fake = () => {
    let clock = 0;
    const waiting: (() => void)[] = [];
    const sliced = createSliced({
      now: () => (clock += 1),
      later: (work) => {
        waiting.push(work);
        return () => {
          const at = waiting.indexOf(work);
          if (at >= 0) waiting.splice(at, 1);
        };
      },
    });
    const run = (most = Infinity) => {
      let slices = 0;
      while (waiting.length > 0 && slices < most) {
        waiting.shift()?.();
        slices += 1;
      }
      return slices;
    };
    return { sliced, waiting, run };
  };

  it('computes its crowd in slices, and gives what it gives in one go', () => {
    const { sliced, waiting, run } = fake();
    sliced.ask(start);
    sliced.ask(start);
    expect(waiting).toHaveLength(1);
    expect(run()).toBeGreaterThan(20);
    expect(sliced.crowd.value?.walk).toEqual(crowd());
    expect(sliced.crowd.value?.chance).toEqual(chance);
    expect(sliced.working.value).toBe(false);
  });

  it('lets a crowd arrive while lambda is dragged on, then follows the newest; another process stops it', () => {
    const { sliced, waiting, run } = fake();
    sliced.ask(start);
    run();
    sliced.ask({ ...start, lambda: 0.9 });
    run(2);
    sliced.ask({ ...start, lambda: 0.8 });
    sliced.ask({ ...start, lambda: 0.7 });
    expect(waiting).toHaveLength(1);
    const seen: number[] = [];
    const stop = sliced.crowd.subscribe((value) => value && seen.push(value.walk.settings.lambda));
    run();
    stop();
    expect(seen).toEqual([1, 0.9, 0.7]);
    sliced.ask({ ...start, lambda: 0.6 });
    run(2);
    sliced.ask({ ...start, process: 've' });
    expect(sliced.crowd.value).toBeNull();
    run();
    expect(sliced.crowd.value?.walk.settings.process).toBe('ve');
    sliced.ask(start);
    run(1);
    sliced.dispose();
    expect(waiting).toHaveLength(0);
  });

  it('shows the crowd of build time until its own has come, and then the same', () => {
    for (const change of [
      {},
      { t: 0.4, lambda: 0.5 },
      { mode: 'plane' as const },
      { mode: 'bridge' as const, t: 0.5 },
    ]) {
      const s = { ...start, ...change };
      const from = built(s);
      const first = shown(s, null, from);
      const { sliced, run } = fake();
      sliced.ask(s);
      run();
      const own = shown(s, sliced.crowd.value, from);
      expect(own).toEqual(first);
      expect(shown({ ...s, t: 0.9 }, null, from)).toBeNull();
      expect(shown({ ...s, seed: 3 }, null, from)).toBeNull();
    }
  });

  it('speaks of what it shows', () => {
    expect(processTitle(start)).toBe('Reverse SDE, λ = 1');
    expect(processTitle({ ...start, lambda: 0 })).toBe('Probability-flow ODE, λ = 0');
    expect(processTitle({ ...start, lambda: 0.25 })).toBe('Between the ODE and the SDE, λ = 0.25');
    const seen = shown(start, null, built(start));
    expect(summary(start, 't = 0.00', seen, { path: 8, start: [-1.2], here: [1.8] })).toMatch(
      /^2000 walkers on a line, noise to data under VP with λ = 1, in 100 steps, at t = 0\.00\. The largest gap .* is \d\.\d\s%; .* Path 8 began at −1\.20 and is at 1\.80\.$/,
    );
    const far = { ...start, steps: 20 as const, lambda: 2, t: 0.75 };
    expect(gapText(shown(far, null, built(far))!)).toMatch(/more than chance$/);
  });

  it('finds the next path above and below', () => {
    const places = [0.3, -1, 2];
    expect([
      neighbour(places, 0, 1),
      neighbour(places, 0, -1),
      neighbour(places, 2, 1),
      neighbour(places, null, 1),
    ]).toEqual([2, 1, 2, 1]);
  });

  it('tells what is a drag from what is another walk', () => {
    expect(near(start, { ...start, lambda: 0.2 })).toBe(true);
    expect(near(start, { ...start, steps: 20 })).toBe(false);
    expect(walkKey(start)).toBe(walkKey({ ...start, t: 0.2, path: 7, from: 2, plane: 'three' }));
    expect(walkKey({ ...start, direction: 'forward' })).toBe(walkKey({ ...start, direction: 'forward', lambda: 0 }));
  });

  it('goes through a link and back, and comes out usable whatever comes in', () => {
    const s: SdeSettings = {
      mode: 'bridge',
      direction: 'forward',
      lambda: 0.37,
      process: 'sub-vp',
      steps: 500,
      line: 'two',
      plane: 'three',
      t: 0.42,
      path: 0,
      from: 2,
      to: -0.5,
      seed: 8,
    };
    expect(sdePaths.parse(decode(encode(sdePaths.encode(s))).values).settings).toEqual(s);
    expect(sdePaths.parse({ lambda: 7, steps: 30, mode: 'cube', path: 2.5 }).problems).toEqual([
      'mode is "cube" (expected line, plane, bridge); using line',
      'lambda is 7 (expected 0 to 2); using 1',
      'steps: 30 (expected 20, 100 or 500); left as it was',
      'path is 2.5 (expected a whole number from 0 to 48); using 3',
    ]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { settings } = sdePaths.parse(value);
        expect(stepChoices).toContain(settings.steps);
        expect(courseOf(settings).kept.length).toBeGreaterThan(20);
      }),
    );
  });
});
