import { beforeAll, describe, expect, it } from 'vitest';
import { packMap, shownLive, shownOfBuilt } from '../../components/figure/ConsistencyMap/built';
import { cellPaths, levels, shadeOf, shades } from '../../components/figure/ConsistencyMap/cells';
import {
  cloudCount,
  cutPlaces,
  cutSeen,
  cutTimes,
  exactMap,
  exactPath,
  modeOf,
  type ExactMap,
} from '../../components/figure/ConsistencyMap/exact';
import {
  methodLabels,
  methodSaid,
  nextPress,
  readingOf,
  strayText,
  summary,
} from '../../components/figure/ConsistencyMap/labels';
import {
  astray,
  cutErrors,
  errorCurve,
  learnedMap,
  meanError,
  pointsOf,
} from '../../components/figure/ConsistencyMap/measure';
import {
  consistencyMap,
  mapMethods,
  mixtureOf,
  runSettings,
  schedule,
  timeIndex,
  times,
} from '../../components/figure/ConsistencyMap/state';
import { batch, zeros } from '../../src/core/batch';
import { alongPaths } from '../../src/core/few-steps/path-ends';
import { exactField } from '../../src/core/process/flow-field';
import { methodFacts } from '../../src/engine/kinds/pupil/methods';
import { parsePupilSettings } from '../../src/engine/kinds/pupil/parse';
import { lengthsOf } from '../../src/engine/kinds/pupil/settings';
import { normalBatch, random } from '../../src/core/random';

const s = consistencyMap.defaults;
let exact: ExactMap;
let slowest = 0;

beforeAll(() => {
  const work = exactMap('eight-gaussians', 7);
  for (;;) {
    const next = work.next();
    slowest += 1;
    if (next.done) {
      exact = next.value;
      return;
    }
  }
}, 60_000);

/** What a network that is the exact map, or the denoiser, would answer. */
const answers = (of: 'exact' | 'denoiser') => {
  const path = exactPath(s.target, s.x, s.y);
  const points = pointsOf(exact, path, 'k');
  const ends = new Float64Array(points.x.length);
  const ring = mixtureOf('eight-gaussians');
  const n = times.length * cloudCount;
  for (let i = 0; i < points.t.length; i++) {
    const t = points.t[i];
    const at = batch(points.x.slice(2 * i, 2 * i + 2), 2);
    if (of === 'denoiser') {
      ends.set(ring.denoise(at, schedule.alpha(t), schedule.sigma(t), zeros(1, 2)).data, 2 * i);
    } else if (i < n) ends.set(exact.cloud[0].data.subarray(2 * (i % cloudCount), 2 * (i % cloudCount) + 2), 2 * i);
    else if (i < n + cutTimes.length * cutPlaces.length) {
      const [k, j] = [Math.floor((i - n) / cutPlaces.length), (i - n) % cutPlaces.length];
      ends.set(exact.cut[k].data.subarray(2 * j, 2 * j + 2), 2 * i);
    } else ends.set(path.data.subarray(0, 2), 2 * i);
  }
  return learnedMap({ key: 'k', of: 'pupil', ends });
};

describe('the exact map', () => {
  it('is computed in pieces, each of a few points', () => {
    expect(slowest).toBeGreaterThan(Math.floor(cloudCount / 3) * times.length);
  });

  it('has one end along each path: what is solved from any of its points is what it ends in', () => {
    const field = exactField(mixtureOf('eight-gaussians'), schedule);
    for (const k of [16, 9, 3]) {
      const few = batch(exact.cloud[k].data.slice(0, 12), 2);
      alongPaths(few, field, times[k], 0).data.forEach((v, i) =>
        expect(Math.abs(v - exact.cloud[0].data[i])).toBeLessThan(1e-9),
      );
    }
    expect(exact.cloud[16].data).toEqual(normalBatch(cloudCount, 2, random(7).split('paths')).data);
  });

  it('of the cut agrees with the path from there', () => {
    const [k, i] = [cutTimes.length - 1, 30];
    const path = exactPath('eight-gaussians', cutPlaces[i], 0);
    expect(exact.cut[k].data[2 * i]).toBeCloseTo(path.data[0], 7);
    expect(exact.cut[k].data[2 * i + 1]).toBeCloseTo(path.data[1], 7);
  });

  it('fills Gaussians with the points that end in them', () => {
    const modes = modeOf('eight-gaussians', exact.cloud[0]);
    expect(new Set(modes).size).toBe(8);
    const far = Array.from(modes, (mode, row) =>
      Math.hypot(
        exact.cloud[0].data[2 * row] - mixtureOf('eight-gaussians').modes.data[2 * mode],
        exact.cloud[0].data[2 * row + 1] - mixtureOf('eight-gaussians').modes.data[2 * mode + 1],
      ),
    );
    expect(far.filter((d) => d < 0.45).length / cloudCount).toBeGreaterThan(0.95);
  });

  it('leaves blank where there are no points: between the Gaussians near the data, and nowhere near noise', () => {
    const seen = cutSeen('eight-gaussians');
    const middle = cutPlaces.findIndex((x) => x > 0);
    expect(seen[0][middle]).toBe(false);
    expect(seen[cutTimes.length - 1][middle]).toBe(true);
  });
});

describe('a map held against it', () => {
  it('is without error where it is exact', () => {
    const learned = answers('exact');
    expect(errorCurve(exact, learned).every((error) => error < 1e-12)).toBe(true);
    expect(
      cutErrors(s.target, exact, learned)
        .flat()
        .every((error) => error < 1e-12),
    ).toBe(true);
    const shown = shownLive(s, exact, learned);
    expect(readingOf(s.target, shown)).toEqual({ mean: 0, astray: 0, count: cloudCount });
  });

  it('is worse with the time where it is the mean of the data', () => {
    const curve = errorCurve(exact, answers('denoiser'));
    expect(curve[0]).toBeLessThan(1e-9);
    for (let k = 1; k < curve.length; k++) expect(curve[k]).toBeGreaterThan(curve[k - 1]);
    // From noise alone the guess is the middle of the ring, whose Gaussians are at 2.
    expect(curve[16]).toBeGreaterThan(1.9);
    expect(curve[16]).toBeLessThan(2.1);
    expect(meanError(curve)).toBeGreaterThan(0.5);
  });

  it('counts the points that are sent to another Gaussian', () => {
    const right = batch([2, 0, 0, 2], 2);
    expect(astray('eight-gaussians', right, batch([1.9, 0.3, 1.4, 1.4], 2))).toEqual([false, true]);
    expect(strayText({ mean: 0, astray: 3, count: 160 })).toBe('3 of 160 in another Gaussian, ringed');
    expect(strayText({ mean: 0, astray: 0, count: 160 })).toBe('all 160 in the right Gaussian');
  });
});

describe('the run', () => {
  it.each(mapMethods)('of %s is one that the worker takes', (method) => {
    const run = runSettings({ ...s, method });
    expect(parsePupilSettings(run)).toEqual(run);
    const { teacher, total } = lengthsOf(run);
    expect(run.stopAfter).toBe(teacher > 0 ? teacher : total);
    expect(methodFacts[method].schedule).toEqual(methodFacts['consistency-distillation'].schedule);
    expect(methodFacts[method].walk === 'jumps').toBe(false);
  });

  it('says what the next press does', () => {
    const run = runSettings(s);
    expect([0, 4, 1500, 1700, 3100].map((step) => nextPress(run, step))).toEqual([
      'Train the teacher',
      'Go on',
      'Teach the pupil',
      'Go on',
      'Train on',
    ]);
    const alone = runSettings({ ...s, method: 'consistency-training' });
    expect([0, 4, 1600].map((step) => nextPress(alone, step))).toEqual(['Train it', 'Go on', 'Train on']);
  });

  it('goes through a link, with times between the marked ones taken to the nearest', () => {
    const settings = { ...s, method: 'easy-consistency', t: 0.3, x: 1.2, seed: 9, pupilSteps: 300 } as const;
    expect(consistencyMap.parse(consistencyMap.encode(settings))).toMatchObject({ settings, problems: [] });
    expect(times[timeIndex(0.3)]).toBe(0.3125);
    expect([timeIndex(0), timeIndex(1)]).toEqual([0, 16]);
  });
});

describe('what is shown', () => {
  it('draws each cell once, in the shade of its error, and blank ones not at all', () => {
    expect([0, 0.02, 0.03, 0.2, 0.5, 7].map(shadeOf)).toEqual([0, 0, 1, 2, 3, 4]);
    expect(shades).toHaveLength(levels.length + 1);
    const blank = cutTimes.map(() => cutPlaces.map(() => -1));
    expect(cellPaths(blank).join('')).toBe('');
    const one = blank.map((row, k) => row.map((v, i) => (k === 3 && (i === 5 || i === 6) ? 0.2 : v)));
    const paths = cellPaths(one);
    expect(paths[2].match(/M/g)).toHaveLength(1);
    expect(paths.filter((d) => d !== '')).toHaveLength(1);
  });

  it('travels in a page and comes back', () => {
    const learned = answers('denoiser');
    const ends = [...learned.cloud, ...learned.cut, learned.path].flatMap(({ data }) => [...data]);
    const built = packMap(
      s,
      exact,
      {
        step: 3100,
        stage: 'pupil',
        phase: 0,
        flops: { teacher: 1, pairs: 0, pupil: 1 },
        evaluationFlops: 1,
        modes: 8,
        looks: [],
        flows: [],
        map: { key: 'k', of: 'pupil', ends },
        history: [
          { step: 1500, pupil: [], teacher: -1, map: { key: 'k', of: 'pupil', ends } },
          { step: 3100, pupil: [], teacher: -1, map: { key: 'k', of: 'pupil', ends } },
        ],
      },
      1500,
    );
    expect(JSON.parse(JSON.stringify(built))).toEqual(built);
    expect(JSON.stringify(built).length).toBeLessThan(60_000);
    const [back, live] = [shownOfBuilt(built), shownLive(s, exact, learned)];
    expect(back.k).toBe(live.k);
    back.learned!.data.forEach((v, i) => expect(Math.abs(v - live.learned!.data[i])).toBeLessThan(6e-4));
    back.exact.data.forEach((v, i) => expect(Math.abs(v - live.exact.data[i])).toBeLessThan(6e-4));
    back.curve.forEach((v, i) => expect(v).toBeCloseTo(live.curve[i], 2));
    expect(built.before).toEqual(built.curve);
    const other = shownOfBuilt(built, { k: 4, x: exact.cloud[4] });
    expect(other.learned!.data[0]).toBeCloseTo(learned.cloud[4].data[0], 2);
  });

  it('has words for each method, and for what was measured', () => {
    expect(Object.keys(methodLabels)).toEqual([...mapMethods]);
    expect(new Set(Object.values(methodSaid)).size).toBe(mapMethods.length);
    expect(summary(s, null, 0)).toContain('is being computed');
    expect(summary(s, shownLive(s, exact, null), 0)).toContain('No network has been trained yet');
    const text = summary(s, shownLive(s, exact, answers('denoiser')), 3100);
    expect(text).toMatch(
      /After 3100 steps, at t = 0\.75, the learned map is on average [\d.]+ from where a path ends, and \d+\u00a0% of/,
    );
  });
});
