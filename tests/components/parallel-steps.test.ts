import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../components/figure/link';
import { chartsNow, costAsSet, stepRungs, windowsFor } from '../../components/figure/ParallelSteps/charts';
import {
  breakEven,
  distanceText,
  levelText,
  outsideText,
  paysText,
  rowText,
  summary,
  sweepText,
  timedText,
  windowText,
} from '../../components/figure/ParallelSteps/labels';
import ParallelStepsView from '../../components/figure/ParallelSteps/ParallelStepsView';
import { shapes, twoMoons as moons } from '../../components/figure/ParallelSteps/shapes';
import { lastOf, solvedNow, standAt, type Solved } from '../../components/figure/ParallelSteps/solve';
import {
  chartsKey,
  oneStep,
  parallelSteps,
  pointCount,
  prepared,
  runKey,
  windowOf,
  type Course,
} from '../../components/figure/ParallelSteps/state';
import {
  isRoomy,
  levels,
  rowOf,
  shadeOf,
  shades,
  stripFrame,
  sweepTicks,
} from '../../components/figure/ParallelSteps/strip';
import { clocked, median, rounds, timing, type Timing } from '../../components/figure/ParallelSteps/timing';
import { count } from '../../src/core/batch';
import { eightGaussians, twoMoons } from '../../src/core/data/index';
import { movesOf, runPicard } from '../../src/core/parallel/index';
import { random } from '../../src/core/random';
import { ddim, run } from '../../src/core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import { meanDistance } from '../../src/engine/kinds/plane/sampling';
import { mount } from './dom';

const start = parallelSteps.defaults;
const solved = (change: Partial<Course> = {}): Solved =>
  solvedNow({ ...start, ...change }, runKey({ ...start, ...change }));
const first = solved();

describe('the run', () => {
  it('has the numbers of core: sweeps, evaluations, and where the points end', () => {
    const schedule = makeSchedule(scheduleDefaults.cosine);
    const { times, x } = prepared(start);
    const input = { denoiser: eightGaussians().denoiser(schedule), schedule, times };
    const last = runPicard({ moves: movesOf(ddim, input), x, window: 30, tolerance: 0.01 });
    const answer = run(ddim, { ...input, x });
    expect([times.length, times[50], count(x)]).toEqual([51, 0, pointCount]);
    const { sweep, evaluations, inARow, end, distance } = lastOf(first);
    expect([sweep, evaluations, inARow]).toEqual([last.sweep, last.evaluations, last.inARow]);
    expect(end.data).toEqual(last.path[50].data);
    expect(first.sequential[50].data).toEqual(answer.data);
    expect(first.sequentialEvaluations).toBe(50);
    expect(distance[50]).toBe(meanDistance(last.path[50], answer));
    expect(first.furthest).toBeGreaterThan(distance[50]);
    expect(sweep).toBeLessThan(12);
  });

  it.each(oneStep)('ends where the steps of %s one after the other do, when nothing counts as no change', (sampler) => {
    const { furthest, of, stands } = solved({ sampler, steps: 12, window: 5, tolerance: 1e-4 });
    expect(furthest).toBeLessThan(0.01);
    const exact = runPicard({ moves: prepared(of).moves(), x: prepared(of).x, tolerance: 0 });
    expect(meanDistance(exact.path[12], solved({ sampler, steps: 12 }).sequential[12])).toBeLessThan(1e-10);
    expect(stands.length - 1).toBeLessThanOrEqual(12);
  });

  it('begins at the noise, slides, and never goes back', () => {
    const { stands, of } = first;
    expect(stands[0]).toMatchObject({ sweep: 0, from: 0, to: 30, done: 0, evaluations: 0 });
    expect(stands[0].end.data).toEqual(prepared(of).x.data);
    stands.slice(1).forEach((stand, i) => {
      expect(stand.sweep).toBe(i + 1);
      expect(stand.from).toBe(stands[i].done);
      expect(stand.to).toBe(Math.min(50, stand.from + 30));
      expect(stand.paths).toHaveLength(stand.to + 1);
      // After so many sweeps as many states are exact, but for what the tolerance left behind.
      expect(stand.distance[1]).toBeLessThan(1e-12);
    });
    expect(lastOf(first).done).toBe(50);
  });

  it('shows the nearest sweep that there is', () => {
    expect(standAt(first, 3).sweep).toBe(3);
    expect(standAt(first, 200)).toBe(lastOf(first));
    expect(standAt(first, -1).sweep).toBe(0);
  });

  it('has two moons that are the book’s', () => {
    const [ours, theirs] = [moons().sample(4000, random(1)), twoMoons().sample(4000, random(2))];
    const moment = (data: Float64Array, d: number) =>
      Math.sqrt(data.reduce((sum, v, i) => sum + (i % 2 === d ? v * v : 0), 0) / 4000);
    for (const d of [0, 1]) expect(moment(ours.data, d)).toBeCloseTo(moment(theirs.data, d), 1);
  });
});

describe('settings', () => {
  it.each(shapes)('sample %s, in fewer sweeps than steps', (target) => {
    const { stands, furthest } = solved({ target });
    expect(stands.length - 1).toBeLessThan(25);
    expect(furthest).toBeLessThan(1);
  });

  it('go through a link, and are held to what can be', () => {
    const s = { ...start, window: 200, tolerance: 0.001, sampler: 'ddpm' as const, sweep: 9 };
    const { values } = decode(encode(parallelSteps.encode(s, start)));
    expect(parallelSteps.parse(values).settings).toEqual(s);
    const { settings, problems } = parallelSteps.parse({ steps: 3, sampler: 'unipc' });
    expect(settings.sampler).toBe('ddim');
    expect(settings.steps).toBeGreaterThanOrEqual(10);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('has a run for every window, and none for one that changes nothing', () => {
    expect(windowOf({ steps: 30, window: 200 })).toBe(30);
    expect(runKey({ ...start, window: 60 })).toBe(runKey({ ...start, window: 200 }));
    expect(chartsKey({ ...start, window: 60 })).not.toBe(chartsKey({ ...start, window: 200 }));
    expect(runKey({ ...start, tolerance: 0.1 })).not.toBe(runKey(start));
  });
});

describe('the charts', () => {
  const s = { ...start, steps: 20, window: 7 };
  const charts = chartsNow(s, 'k');

  it('have the sweeps of every run, the one that is shown among them', () => {
    expect(charts.done).toBe(1);
    expect(charts.windowed.map((c) => c.steps)).toEqual(stepRungs);
    expect(charts.whole.map((c) => c.window)).toEqual(stepRungs);
    const { sweep, evaluations, inARow } = lastOf(solved(s));
    expect(charts.windowed.find((c) => c.steps === 20)).toMatchObject({ sweeps: sweep, evaluations, inARow });
    expect(charts.windows.find((c) => c.window === 7)).toMatchObject({ sweeps: sweep, evaluations, inARow });
    expect(costAsSet(charts)?.sweeps).toBe(sweep);
    expect(charts.windows[0]).toMatchObject({ window: 1, sweeps: 20, evaluations: 20, inARow: 20 });
    for (const c of [...charts.whole, ...charts.windowed]) expect(c.sweeps).toBeLessThanOrEqual(c.steps);
    // Hardly more sweeps for twenty times as many steps.
    expect(charts.whole.at(-1)!.sweeps).toBeLessThan(2 * charts.whole[0].sweeps);
  });

  it('try windows up to all steps, and the one that is set', () => {
    expect(windowsFor({ steps: 20, window: 7 })).toEqual([1, 2, 3, 5, 7, 10, 20]);
    expect(windowsFor({ steps: 10, window: 200 })).toEqual([1, 2, 3, 5, 10]);
  });
});

describe('the strip', () => {
  it('has a shade for each power of ten', () => {
    expect(shades).toHaveLength(levels.length + 1);
    expect([0, 9e-5, 1e-4, 0.05, 0.1, 3].map(shadeOf)).toEqual([0, 0, 1, 3, 4, 5]);
  });

  it('covers every state of a row once', () => {
    const box = stripFrame(first);
    for (const stand of first.stands) {
      const widths = rowOf(box, stand)
        .join('')
        .matchAll(/M([\d.]+),[\d.]+H([\d.]+)/g);
      const sum = [...widths].reduce((total, [, left, right]) => total + Number(right) - Number(left), 0);
      expect(sum).toBeCloseTo(box.right - box.left, 1);
    }
    expect(rowOf(box, first.stands[0], { only: true }).join('')).toBe('');
    expect(rowOf(box, first.stands[1], { only: true }).join('')).not.toBe('');
    expect(isRoomy(box)).toBe(true);
    expect(isRoomy(stripFrame({ ...first, stands: Array.from({ length: 201 }, () => first.stands[0]) }))).toBe(false);
    expect(sweepTicks(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(sweepTicks(45)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45]);
  });
});

describe('the clock', () => {
  it('counts work, not the rests between its slices, and takes the middle', () => {
    let at = 0;
    const work = function* () {
      for (let i = 0; i < 10; i++) {
        at += 3;
        yield;
      }
    };
    const going = clocked(work, () => at);
    let next = going.next();
    for (; next.done !== true; next = going.next()) at += 1000;
    expect(next.value).toBe(30);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('times both ways and a batch of the window’s size', () => {
    const told: Timing[] = [];
    const going = timing({ ...start, steps: 10, window: 4 }, 'k', (t) => told.push(t));
    while (going.next().done !== true);
    expect(told).toHaveLength(rounds);
    const { done, sequential, parallel, one, batch } = told.at(-1)!;
    expect(done).toBe(1);
    for (const milliseconds of [sequential, parallel, one, batch]) expect(milliseconds).toBeGreaterThan(0);
    expect(batch).toBeGreaterThan(one);
  });
});

describe('words', () => {
  const times: Timing = { key: '', of: start, sequential: 2, parallel: 5, one: 0.04, batch: 1.2, done: 1 };
  const { sweep, inARow, evaluations } = lastOf(first);

  it('follow from the run', () => {
    expect(windowText(start)).toBe('30');
    expect(windowText({ steps: 30, window: 30 })).toBe('all 30 steps');
    expect([distanceText(1e-15), distanceText(0.00066), levelText(0.0001)]).toEqual(['0', '0.00066', '0.0001']);
    expect(sweepText(first, standAt(first, 0))).toContain('nothing is evaluated');
    const stand = standAt(first, 1);
    expect(sweepText(first, stand)).toBe(`evaluated steps 1 to 30 at once; then ${stand.done} of 50 states are done`);
    const text = summary(first, stand, null);
    for (const part of [
      '50 steps, a window of 30, tolerance 0.01',
      `Done after ${sweep} sweeps`,
      `sweep 1 of ${sweep}`,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('medians');
  });

  it('say how many points are out of the picture', () => {
    const stand = standAt(first, 3);
    expect(outsideText(stand)).toBe('');
    const data = stand.end.data.slice();
    data[1] = 400;
    data[8] = -5;
    expect(outsideText({ ...stand, end: { data, dim: 2 } })).toBe('2 of 100 points lie outside the picture');
  });

  it('say when it pays, by the count and by what was measured', () => {
    expect(breakEven(first)).toBe(50 / sweep);
    const even = (50 / sweep).toFixed(1);
    expect(paysText(first, null)).toBe(
      `50 steps ÷ ${sweep} sweeps = ${even}: it pays where a batch of 30 costs less than ${even} evaluations.`,
    );
    expect(paysText(first, times)).toMatch(/In this page it costs 30\.0, so here it does not\.$/);
    expect(paysText(first, { ...times, batch: 0.12 })).toMatch(/In this page it costs 3\.0, so here it pays\.$/);
    expect(timedText(first, times)).toContain('took 2.5 times as long as one after the other');
    expect(timedText(first, times)).toContain(`${(evaluations / 50).toFixed(1)} times as many evaluations`);
    expect(rowText(first, times)).toBe(
      `On one thread the batch is no faster: what parallel hardware would save is the row, ${inARow} evaluations one after another in place of 50.`,
    );
    expect(paysText(solved({ window: 1 }), times)).toContain('nothing is done side by side');
    expect(rowText(first, { ...times, batch: 0.6 })).toContain('50\u00a0% of its evaluations’ time');
  });
});

describe('the figure', () => {
  it('shows the run, follows its controls, and names what is measured only where it was', async () => {
    const built = chartsNow(start, chartsKey(start));
    const on = mount(h(ParallelStepsView, { id: 'fig-x', built }));
    const { sweep } = lastOf(first);
    expect(on.root.textContent).toContain(`Sweep 3 of ${sweep}`);
    expect(on.root.textContent).not.toContain('In this page it costs');
    const scrubber = on.find<HTMLInputElement>('input[aria-label=sweeps]');
    expect(scrubber.getAttribute('max')).toBe(String(sweep));
    scrubber.value = '6';
    on.send(scrubber, 'input');
    expect(on.root.textContent).toContain(`Sweep 6 of ${sweep}`);
    const window = on.find<HTMLInputElement>('input[aria-label=window]');
    window.value = '50';
    on.send(window, 'input');
    const whole = solved({ window: 200 });
    await expect.poll(() => on.root.textContent).toContain(`${lastOf(whole).evaluations}, `);
    expect(on.root.textContent).toContain('all 50');
    on.unmount();
  });
});
