import { describe, expect, it } from 'vitest';
import { claimNames, claims, entrants, type Claim } from '../../src/core/claims';
import { budget, firstSeed } from '../../src/core/claims/protocol';
import { lost } from '../../src/core/claims/yardstick';
import { recorded } from '../../src/record/index';

const table = recorded('claims');

describe('the recorded claims', () => {
  it('were made with the settings of the search, by the protocol that is in force', () => {
    expect(table.defaults).toEqual(entrants);
    expect([table.budget, table.firstSeed]).toEqual([budget, firstSeed]);
  });

  it('hold no number that was cut off where a mean is taken', () => {
    for (const name of claimNames) {
      const claim: Claim = claims[name];
      for (const row of table.claims[name].rows) {
        for (const { key } of claim.series)
          // A factor over the best distance would be hundreds where the worst was cut off.
          if (!claim.medians)
            expect([name, key, row[key] >= (name === 'stability' ? 10 * lost : lost)]).toEqual([name, key, false]);
        for (const [key, held] of Object.entries(row))
          if (key.endsWith('Held')) {
            expect([0, 1]).toContain(held);
            expect(claim.medians).toBe(true);
          }
      }
    }
  });

  it('have a number of true samples beside every measure of samples', () => {
    for (const name of claimNames) {
      const keys = Object.keys(table.claims[name].rows[0]);
      expect([name, keys.some((key) => /true/i.test(key))]).toEqual([name, true]);
    }
  });

  it('are those of chapter 16, with a row for each seed and a number for each series', () => {
    expect(Object.keys(table.claims)).toEqual(claimNames);
    for (const name of claimNames) {
      const { seeds, rows } = table.claims[name];
      expect([name, seeds, rows.length]).toEqual([name, claims[name].seeds.recorded, claims[name].seeds.recorded]);
      for (const row of rows)
        expect(Object.keys(row)).toEqual(expect.arrayContaining(claims[name].series.map(({ key }) => key)));
    }
  });
});
