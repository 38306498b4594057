import { describe, expect, it } from 'vitest';
import { middlesOf } from '../../scripts/record/measure/robustness';
import { judge } from '../../src/core/claims';
import { firstSeed, tuningSeeds } from '../../src/core/claims/protocol';
import { chosen, dimensions, middle, robustBudget, robustness } from '../../src/core/claims/robustness';
import { lost } from '../../src/core/claims/yardstick';
import { settingsTried, winnerOf } from '../../src/core/claims/robustness-search';
import { recorded } from '../../src/record/index';

const record = recorded('robustness');
const search = record.search.map((one) => ({ ...one, extra: one.extra ?? Infinity }));

describe('the record of a middle D', () => {
  it('was made with the settings that the search chose, and the middle D that the seeds of the search did', () => {
    expect(search).toHaveLength(dimensions.length * settingsTried);
    for (const extra of dimensions) expect([extra, winnerOf(search, extra)]).toEqual([extra, chosen[extra]]);
    expect(record.choosing).toHaveLength(tuningSeeds.length);
    expect(middlesOf(record.choosing)).toEqual(Object.fromEntries(Object.entries(middle)));
    expect([record.budget, record.firstSeed, record.seeds]).toEqual([
      robustBudget,
      firstSeed,
      robustness.seeds.recorded,
    ]);
  });

  it('has a number for every series and question, none cut off where a mean is taken', () => {
    expect(record.rows).toHaveLength(record.seeds);
    for (const row of record.rows) {
      for (const { key } of robustness.series) expect(row).toHaveProperty(key);
      for (const [key, value] of Object.entries(row))
        if (!key.endsWith('D1')) expect([key, value < lost]).toEqual([key, true]);
    }
    expect(judge(robustness, record.rows).answers).toHaveLength(robustness.tests.length);
  });
});
