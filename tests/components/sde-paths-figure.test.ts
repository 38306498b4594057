import { signal } from '@preact/signals';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import { courseOf } from '../../components/figure/SdePaths/course';
import { createCrowds } from '../../components/figure/SdePaths/crowd';
import { gapText, processTitle, summary } from '../../components/figure/SdePaths/labels';
import { makeChance } from '../../components/figure/SdePaths/measure';
import { near, sdePaths, stepChoices, walkKey, type SdeSettings } from '../../components/figure/SdePaths/settings';
import { built, shown } from '../../components/figure/SdePaths/shown';
import { neighbour } from '../../components/figure/SdePaths/TimePanel';
import { atOnce, crowdWalk } from '../../components/figure/SdePaths/walk';

const start: SdeSettings = sdePaths.defaults;
const crowd = () => atOnce(crowdWalk(start, { noise: null }));
const chance = atOnce(makeChance(2000));

describe('the figure', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** The crowds of settings to change, and a clock that ticks at every look. */
  const fake = (first: SdeSettings) => {
    let clock = 0;
    vi.useFakeTimers();
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1));
    const settings = signal(first);
    const { crowd, working, follow } = createCrowds(settings, signal(true));
    const end = follow();
    const run = async (most = Infinity) => {
      let slices = 0;
      for (; working.peek() && slices < most; slices += 1) await vi.advanceTimersByTimeAsync(1);
      return slices;
    };
    return { settings, crowd, working, end, run };
  };

  it('computes its crowd in slices, and gives what it gives in one go', async () => {
    const { crowd: seen, working, run } = fake(start);
    expect(vi.getTimerCount()).toBe(1);
    expect(await run()).toBeGreaterThan(10);
    expect(seen.value?.walk).toEqual(crowd());
    expect(seen.value?.chance).toEqual(chance);
    expect(working.value).toBe(false);
  });

  it('lets a crowd arrive while lambda is dragged on, then follows the newest; another process stops it', async () => {
    const { settings, crowd: shown, end, run } = fake(start);
    await run();
    settings.value = { ...start, lambda: 0.9 };
    await run(1);
    settings.value = { ...start, lambda: 0.8 };
    settings.value = { ...start, lambda: 0.7 };
    expect(vi.getTimerCount()).toBe(1);
    const seen: number[] = [];
    const stop = shown.subscribe((value) => value && seen.push(value.walk.settings.lambda));
    await run();
    stop();
    expect(seen).toEqual([1, 0.9, 0.7]);
    settings.value = { ...start, lambda: 0.6 };
    await run(1);
    settings.value = { ...start, process: 've' };
    expect(shown.value).toBeNull();
    await run();
    expect(shown.value?.walk.settings.process).toBe('ve');
    settings.value = start;
    await run(1);
    end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows the crowd of build time until its own has come, and then the same', async () => {
    for (const change of [
      {},
      { t: 0.4, lambda: 0.5 },
      { mode: 'plane' as const },
      { mode: 'bridge' as const, t: 0.5 },
    ]) {
      const s = { ...start, ...change };
      const from = built(s);
      const first = shown(s, null, from);
      const { crowd: seen, run } = fake(s);
      await run();
      const own = shown(s, seen.value, from);
      expect(own).toEqual(first);
      expect(shown({ ...s, t: 0.9 }, null, from)).toBeNull();
      expect(shown({ ...s, seed: 3 }, null, from)).toBeNull();
    }
  });

  it('speaks of what it shows', () => {
    expect(processTitle(start)).toBe('Reverse SDE, η = 1');
    expect(processTitle({ ...start, lambda: 0 })).toBe('Probability-flow ODE, η = 0');
    expect(processTitle({ ...start, lambda: 0.25 })).toBe('Between the ODE and the SDE, η = 0.25');
    const seen = shown(start, null, built(start));
    expect(summary(start, 't = 0.00', seen, { path: 8, start: [-1.2], here: [1.8] })).toMatch(
      /^2000 walkers on a line, noise to data under VP with η = 1, in 100 steps, at t = 0\.00\. The largest gap .* is \d\.\d\s%; .* Path 8 began at −1\.20 and is at 1\.80\.$/,
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
