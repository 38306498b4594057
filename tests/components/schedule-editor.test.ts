import fc from 'fast-check';
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createExact, exactCloud, type ExactRequest, type Pace } from '../../components/figure/ScheduleEditor/exact';
import { createRetraining, runSettings } from '../../components/figure/ScheduleEditor/retraining';
import {
  chosen,
  comparisonOf,
  flat,
  knotsOf,
  oddity,
  presets,
  scheduleEditor,
  specOf,
  type ScheduleSettings,
} from '../../components/figure/ScheduleEditor/settings';
import { digitStrip, stripNoise, stripTimes } from '../../components/figure/ScheduleEditor/digits';
import { timeDensity, timeShares } from '../../components/figure/ScheduleEditor/time';
import { editedKnots, height, shownKnots, viewFrame, views } from '../../components/figure/ScheduleEditor/views';
import { decode, encode } from '../../components/figure/link';
import { makeTarget } from '../../src/core/data/index';
import { drawn, makeSchedule, scheduleDefaults, type Knot } from '../../src/core/schedule/index';
import { heldOutPoints } from '../../src/core/data/held-out';
import { energyDistance } from '../../src/core/metric/index';
import type { Status } from '../../src/engine/protocol';

const start = scheduleEditor.defaults;
const parse = (value: unknown, base?: ScheduleSettings) => scheduleEditor.parse(value, base);

describe('the settings of the schedule editor', () => {
  it('bring a preset’s own constants when only the preset is named', () => {
    const steep = parse({ preset: 'linear', betaMax: 200 }).settings;
    expect(specOf(steep)).toMatchObject({ kind: 'linear', betaMax: 200 });
    expect(specOf(parse({ preset: 'linear', steps: 5 }, steep).settings)).toEqual(scheduleDefaults.linear);
    expect(specOf(parse({ steps: 5 }, steep).settings)).toMatchObject({ betaMax: 200 });
  });

  it('refuse a curve from which nothing can be sampled, and keep the last', () => {
    for (const bad of [
      { preset: 'drawn', knots: [0, 10, 1, 5] },
      { preset: 'drawn', knots: [0, 0, 0.5, 3, 1, -5] },
      { preset: 'drawn', knots: [0.2, 5, 1, -5] },
      { preset: 'linear', betaMax: 0.5 },
    ]) {
      const { settings, problems } = parse(bad, start);
      expect(specOf(settings)).toEqual(specOf(start));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^[A-Z].*expected.*The last good curve stays\.$/);
    }
  });

  it('come out usable whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            preset: fc.constantFrom('drawn', 'linear', 'no'),
            knots: fc.array(fc.double()),
            betaMax: fc.double(),
            steps: fc.integer(),
            view: fc.string(),
          }),
        ),
        (value) => {
          const { settings } = parse(value);
          expect(() => makeSchedule(specOf(settings))).not.toThrow();
        },
      ),
    );
  });

  it('go through a link and back to the very numbers', () => {
    const s: ScheduleSettings = { ...start, ...chosen('drawn', start), view: 'beta', steps: 33 };
    const back = parse(decode(encode(scheduleEditor.encode(s))).values).settings;
    expect(back).toEqual(s);
    expect(specOf(back)).toEqual(specOf(s));
  });

  it('keep the preset that a drawing began as, for comparison', () => {
    const linear = parse({ preset: 'linear', betaMax: 40 }).settings;
    const own = { ...linear, ...chosen('drawn', linear) };
    expect(own.from).toBe('linear');
    expect(comparisonOf(own)).toMatchObject({ kind: 'linear', betaMax: 40 });
  });

  it('say when a curve begins in noise', () => {
    expect(
      oddity({
        kind: 'drawn',
        knots: [
          [0, 0],
          [1, -10],
        ],
      }),
    ).toMatch(/never reaches the data.*0\.50/);
    expect(
      oddity({
        kind: 'drawn',
        knots: [
          [0, 10],
          [1, -10],
        ],
      }),
    ).toBeNull();
  });
});

describe('knots', () => {
  it.each(presets)('stand for the %s schedule to within 3 %% of the signal’s variance', (preset) => {
    const schedule = makeSchedule(scheduleDefaults[preset]);
    const own = drawn({ knots: knotsOf({ ...start, preset }) });
    for (let i = 0; i <= 200; i += 1)
      expect(Math.abs(own.alpha(i / 200) ** 2 - schedule.alpha(i / 200) ** 2)).toBeLessThan(0.03);
  });

  it.each(views)('pulled in the %s view go where they are pulled', (view) => {
    const knots = knotsOf(start);
    const frame = viewFrame(view, makeSchedule(specOf(start)));
    const before = shownKnots(view, knots, frame, null);
    const index = 4;
    const wanted = (before[index][1] + before[index + 1][1]) / 2;
    const edited = editedKnots(
      view,
      knots,
      before,
      before.map((k, i): Knot => (i === index ? [k[0] + 0.02, wanted] : k)),
    );
    const schedule = drawn({ knots: edited });
    expect(edited[index][0]).toBeCloseTo(knots[index][0] + 0.02, 12);
    expect(height(view, schedule, edited[index][0])).toBeCloseTo(wanted, 2);
    // What came before keeps its level; in the beta view what comes after moves along.
    expect(edited.slice(0, index)).toEqual(knots.slice(0, index));
    if (view !== 'beta') expect(edited.slice(index + 1)).toEqual(knots.slice(index + 1));
  });

  it.each(views)('come and go in the %s view', (view) => {
    const knots = knotsOf(start);
    const frame = viewFrame(view, makeSchedule(specOf(start)));
    const before = shownKnots(view, knots, frame, null);
    const more = editedKnots(view, knots, before, [
      ...before.slice(0, 5),
      [0.5, (before[4][1] + before[5][1]) / 2],
      ...before.slice(5),
    ]);
    expect(more).toHaveLength(knots.length + 1);
    expect(() => drawn({ knots: more })).not.toThrow();
    const fewer = editedKnots(
      view,
      more,
      shownKnots(view, more, frame, null),
      shownKnots(view, more, frame, null).filter((_, i) => i !== 5),
    );
    expect(fewer).toEqual(knots);
  });

  it('are rounded as a link rounds them', () => {
    expect(flat([[0.12345, -1.23456]])).toEqual([0.123, -1.235]);
  });
});

describe('where training time goes', () => {
  it('is the hyperbolic secant for the cosine schedule', () => {
    const { logSnr, density } = timeDensity(makeSchedule({ kind: 'cosine', s: 0 }));
    for (let i = 0; i < logSnr.length; i += 1) {
      if (Math.abs(logSnr[i]) < 12) expect(density[i]).toBeCloseTo(1 / (2 * Math.PI * Math.cosh(logSnr[i] / 2)), 6);
    }
  });

  it('agrees with the chapter’s table', () => {
    const shares = timeShares(makeSchedule(scheduleDefaults.linear));
    expect(shares.middle).toBeCloseTo(0.349, 3);
    expect(shares.lost).toBeCloseTo(0.228, 3);
  });
});

describe('the strip', () => {
  it('shows the digit at its true levels: pictures differ where the schedule does, and nowhere else', () => {
    const noise = stripNoise(7);
    const a = digitStrip(makeSchedule(scheduleDefaults.cosine), noise);
    expect(a).toHaveLength(stripTimes.length);
    expect(new Set(a).size).toBe(a.length);
    const b = digitStrip(makeSchedule(scheduleDefaults.linear), noise);
    expect(b[0]).toBe(a[0]);
    expect(b[4]).not.toBe(a[4]);
    expect(digitStrip(makeSchedule(scheduleDefaults.cosine), stripNoise(7))).toEqual(a);
  });
});

const request: ExactRequest = { spec: scheduleDefaults.cosine, target: 'eight-gaussians', steps: 20, seed: 7 };

describe('the exact cloud', () => {
  it('comes close to the target, and is measured against the engine’s held-out points', () => {
    const cloud = exactCloud(request);
    expect(cloud.energyDistance).toBeLessThan(0.01);
    expect(cloud.energyDistance).toBe(
      energyDistance(cloud.samples, heldOutPoints(makeTarget({ kind: 'eight-gaussians' }))),
    );
    expect(exactCloud({ ...request, spec: scheduleDefaults.linear, steps: 5 }).energyDistance).toBeGreaterThan(
      2 * cloud.energyDistance,
    );
  });

  it('computed in slices is the cloud computed at once, ends with the last request, and measures no oftener than asked', () => {
    let now = 0;
    const queue: { at: number; next: () => void }[] = [];
    let measured = 0;
    const pace: Pace = {
      slice: 3,
      measure: 80,
      now: () => (now += 1),
      defer(next, milliseconds) {
        const entry = { at: now + milliseconds, next };
        queue.push(entry);
        return () => void queue.splice(queue.indexOf(entry) >>> 0, queue.includes(entry) ? 1 : 0);
      },
    };
    const exact = createExact(request, pace);
    let last = exact.cloud.peek().energyDistance;
    exact.cloud.subscribe(({ energyDistance: d }) => {
      if (d !== last) measured += 1;
      last = d;
    });
    const asked: ExactRequest[] = [18, 16, 14, 12, 10, 8, 6].map((steps) => ({
      ...request,
      spec: scheduleDefaults.linear,
      steps,
    }));
    for (let turn = 0; turn < 400 && (queue.length > 0 || asked.length > 0); turn += 1) {
      const next = asked.shift();
      if (next) exact.ask(next);
      const entry = queue.shift();
      if (entry) {
        now = Math.max(now, entry.at);
        entry.next();
      }
    }
    const end = exact.cloud.peek();
    const whole = exactCloud({ ...request, spec: scheduleDefaults.linear, steps: 6 });
    expect(end.request.steps).toBe(6);
    expect([...end.samples.data]).toEqual([...whole.samples.data]);
    expect(end.energyDistance).toBe(whole.energyDistance);
    expect(measured).toBeLessThanOrEqual(Math.ceil(now / 80) + 1);
  });
});

describe('the network', () => {
  function follower(status: Status | 'static' = 'running', mayStart = true) {
    const calls: string[] = [];
    const timers: { next: () => void; ms: number }[] = [];
    const of = signal<Status | 'static'>(status);
    const retraining = createRetraining({
      training: {
        configure: (change, how = 'continue') =>
          calls.push(`${how}: ${Object.keys(change).length > 3 ? 'all' : Object.keys(change).join()}`),
        play: () => calls.push('play'),
        started: () => of.value !== 'static',
        status: of,
      },
      settings: runSettings(start, scheduleDefaults.cosine),
      mayStart: () => mayStart,
      after(next, ms) {
        const timer = { next, ms };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, timers.includes(timer) ? 1 : 0);
      },
    });
    const drag = (betaMax: number) => retraining.follow(runSettings(start, { kind: 'linear', betaMin: 0.1, betaMax }));
    const fire = (ms: number) =>
      timers
        .splice(
          timers.findIndex((t) => t.ms === ms),
          1,
        )[0]
        ?.next();
    return { calls, timers, retraining, drag, fire };
  }

  it('adapts while the curve is dragged, no oftener than thirty times a second, and starts again when it rests', () => {
    const { calls, drag, fire } = follower();
    drag(20);
    drag(21);
    drag(22);
    expect(calls).toEqual(['play', 'adapt: schedule']);
    fire(33);
    expect(calls).toEqual(['play', 'adapt: schedule', 'play', 'adapt: schedule']);
    fire(350);
    expect(calls.slice(4)).toEqual(['play', 'reset: all']);
  });

  it('stays paused when the reader paused it, and unstarted where it may not start', () => {
    for (const { calls, drag } of [follower('paused'), follower('static', false)]) {
      drag(20);
      expect(calls).toEqual(['adapt: schedule']);
    }
  });

  it('starts again for another seed or target, and goes on for another number of sampling steps', () => {
    const { calls, retraining } = follower();
    retraining.follow(runSettings({ ...start, steps: 5 }, scheduleDefaults.cosine));
    expect(calls).toEqual(['continue: sampleSteps']);
    retraining.follow(runSettings({ ...start, steps: 5, seed: 8 }, scheduleDefaults.cosine));
    expect(calls.slice(1)).toEqual(['play', 'reset: all']);
  });

  it('starts with the first drag where it may', () => {
    const { calls, drag } = follower('static');
    drag(20);
    expect(calls).toEqual(['adapt: schedule', 'play']);
  });
});
