import { describe, expect, it } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { benched, judge, level, questions, type Row } from '../../../src/core/claims';
import { stepFlops } from '../../../src/core/network';
import { setting, tuningSeeds } from '../../../src/core/claims/protocol';
import {
  chosen,
  dimensions,
  middle,
  robustBudget,
  robustness,
  robustNumbers,
  settingsOf,
} from '../../../src/core/claims/robustness';
import { drawn, errors, nameOf, withNoise } from '../../../src/core/claims/robustness-errors';
import { cloudOf, exactDims, exactRow } from '../../../src/core/claims/robustness-exact';
import { robustFinalists, searchOf, settingsTried, winnerOf } from '../../../src/core/claims/robustness-search';
import { lost } from '../../../src/core/claims/yardstick';
import { energyDistance } from '../../../src/core/metric';
import { makeSchedule } from '../../../src/core/schedule';
import { standardDeviation } from '../../../src/core/statistics';
import { fakeTrainers } from './fakes';

const whats = [...errors, ...exactDims.flatMap((dim) => [`exact${dim}noise`, `exact${dim}steps`])];
/** Twelve rows about these distances of the middle D, of its two ends as much more, a per cent apart. */
const rows = (more: number): readonly Row[] =>
  Array.from({ length: 12 }, (_, i) =>
    Object.fromEntries(
      whats.flatMap((what) =>
        dimensions.map((extra, j) => {
          const end = extra === 1 || extra === Infinity;
          return [nameOf(what, extra), 0.01 * (end ? more : 1) * (1 + 0.01 * Math.sin(5 * i + j))];
        }),
      ),
    ),
  );
const finished = async <T>(work: AsyncGenerator<number, T, void>): Promise<T> => {
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
  }
};

describe('the claim of a middle D', () => {
  it('could have come out either way, in part, or neither', () => {
    expect(judge(robustness, rows(1.5)).verdict).toBe('supported');
    expect(judge(robustness, rows(0.7)).verdict).toBe('not supported');
    expect(judge(robustness, rows(1)).verdict).toBe('undecided at this size');
    const torn = rows(1.5).map((row) => ({ ...row, [nameOf('coarse', Infinity)]: 0.004 }));
    expect(judge(robustness, torn).verdict).toBe('supported in part');
    expect(judge(robustness, rows(1.5).slice(0, 1)).verdict).toBe('undecided at this size');
  });

  it('has a family of questions of its own, and leaves the others their level', () => {
    expect(robustness.tests).toHaveLength(14);
    expect(robustness.level).toBeCloseTo(1 - 0.05 / 14, 12);
    expect(level).toBe(1 - 0.05 / questions);
    const [narrow, wide] = [robustness, { tests: robustness.tests }].map((claim) => judge(claim, rows(1.2)).answers[0]);
    expect(narrow.interval.high - narrow.interval.low).toBeLessThan(wide.interval.high - wide.interval.low);
    expect(benched.robustness).toBe(robustness);
  });

  it('knows of samples that left the plane no more than that they are far', () => {
    const far = rows(1.5).map((row, i) => (i < 3 ? { ...row, [nameOf('steps', 1)]: lost } : row));
    const [before, after] = [rows(1.5), far].map((all) =>
      judge(robustness, all).answers.find(({ test }) => test.label.startsWith('6 evaluations: D = 1'))!,
    );
    expect(after.outcome).toBe('for');
    expect(after.interval.value).toBeCloseTo(before.interval.value, 1);
    expect(after.interval.high).toBe(Infinity);
  });

  it('looks for its middle between the ends, not far above the data', () => {
    expect(middle.plane).toBeLessThanOrEqual(8);
    for (const dim of exactDims) {
      expect(middle[dim]).toBeGreaterThan(1);
      expect(middle[dim]).toBeLessThanOrEqual(4 * dim);
    }
    expect(Object.keys(chosen)).toEqual(dimensions.map(String));
  });

  it('tunes every D alike, and gives a narrow network as many steps', () => {
    for (let k = 0; k < settingsTried; k++) {
      const [wide, narrow] = [settingsOf(k, 7), settingsOf(k, 7, 8)];
      expect([wide.learningRate, wide.batchSize]).toEqual([
        setting(k).diffusion.learningRate,
        setting(k).diffusion.batchSize,
      ]);
      expect(narrow).toEqual({ ...wide, network: { ...wide.network, width: 8 } });
      const flops = wide.decaySteps * stepFlops(wide.network, 2, wide.batchSize);
      expect(Math.abs(flops / robustBudget - 1)).toBeLessThan(0.02);
    }
  });

  it('searches as it says: all from the first seed, the best from all', async () => {
    const trainers = fakeTrainers();
    const trials = await searchOf(trainers, 8);
    expect(trainers.alive()).toBe(0);
    expect(trials.map((one) => one.setting)).toEqual(Array.from({ length: settingsTried }, (_, k) => k));
    const finalists = trials.filter((one) => one.distances.length === tuningSeeds.length);
    expect(finalists).toHaveLength(robustFinalists);
    const made = (k: number, distances: readonly number[]) => ({ extra: 8, setting: k, distances });
    expect(winnerOf([made(0, [0.01]), made(1, [0.03, 0.02, 0.02]), made(2, [0.04, 0.01, 0.01])], 8)).toBe(2);
  });

  it('measures every error, the same for the same seed, and gives its trainers back', async () => {
    const trainers = fakeTrainers();
    const row = await finished(robustNumbers(trainers, 8, 0, 3));
    expect(Object.keys(row).sort()).toEqual(['clean', ...errors].map((what) => nameOf(what, 8)).sort());
    expect(trainers.alive()).toBe(0);
    expect(await finished(robustNumbers(trainers, 8, 0, 3))).toEqual(row);
    expect(new Set([row.cleanD8, row.noiseD8, row.stepsD8]).size).toBe(3);
  });
});

describe('the errors', () => {
  const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });

  it('are noise of so many times the output’s size, in the data: sigma times as much', () => {
    const still = { denoise: (_x: unknown, _t: number, out: ReturnType<typeof zeros>) => (out.data.fill(0), out) };
    for (const t of [0.2, 0.9]) {
      const out = withNoise(still, schedule, 2, 5).denoise(zeros(4000, 2), t, zeros(4000, 2));
      expect(standardDeviation(out.data) / (2 * schedule.sigma(t))).toBeCloseTo(1, 1);
    }
  });

  it('meet exact fields in any dimension, whose own samples are those of their cloud', () => {
    for (const dim of exactDims) {
      const points = cloudOf(dim, 3);
      expect(points.dim).toBe(dim);
      expect(cloudOf(dim, 3)).toEqual(points);
      expect(Math.abs(standardDeviation(points.data) - 1)).toBeLessThan(0.2);
      const row = exactRow(32, 3, [dim]);
      const other = batch(cloudOf(dim, 4).data, dim);
      // Nearer than another cloud of as many points would be, and worse with an error.
      expect(row[nameOf(`exact${dim}clean`, 32)]).toBeLessThan(2 * energyDistance(other, points));
      expect(exactRow(32, 3, [dim])).toEqual(row);
    }
    expect(exactRow(Infinity, 3, [2]).exact2noiseDInfinity).toBeGreaterThan(
      exactRow(Infinity, 3, [2]).exact2cleanDInfinity,
    );
  });

  it('begin from the same noise at every D', () => {
    const still = {
      denoise: (x: ReturnType<typeof zeros>, _t: number, out: ReturnType<typeof zeros>) => (out.data.set(x.data), out),
    };
    const ends = [1, 8, Infinity].map((extra) =>
      drawn({ denoiser: still, schedule, extra, dim: 2, count: 20, seed: 4, evaluations: 3 }),
    );
    const angles = ends.map(({ data }) =>
      Array.from({ length: 20 }, (_, i) => Math.atan2(data[2 * i + 1], data[2 * i])),
    );
    for (let i = 0; i < 20; i++) expect(Math.abs(angles[0][i] - angles[2][i])).toBeLessThan(1e-9);
  });
});
