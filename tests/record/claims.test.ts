import { describe, expect, it } from 'vitest';
import { claimNames, claims } from '../../src/core/claims';
import { trainerDefaults } from '../../src/net/defaults';
import { ganDefaults } from '../../src/net/gan/defaults';
import { recorded } from '../../src/record/index';

const table = recorded('claims');

describe('the recorded claims', () => {
  it('were made with the defaults that are in force', () => {
    const { diffusion, gan } = table.defaults;
    // Rules that came later were not in force then.
    expect({ diffusion, gan: { relativistic: false, r2: 0, ...gan } }).toEqual({
      diffusion: trainerDefaults,
      gan: ganDefaults,
    });
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
