import { describe, expect, it } from 'vitest';
import { entrantNames, entrants, searched, type Entrant } from '../../src/core/claims/entrants';
import { budget, finalists, goal, setting, settingCount, shapes, tuningSeeds } from '../../src/core/claims/protocol';
import { recorded } from '../../src/record/index';
import { finalistsOf, rankedOf } from '../../src/record/tuning';

const table = recorded('tuning');

describe('the search', () => {
  it('was made by the protocol that is in force', () => {
    expect(table).toMatchObject({ budget, goal, seeds: tuningSeeds });
    for (const who of entrantNames) {
      expect(table[who].map(({ change }) => change)).toEqual(
        Array.from({ length: settingCount }, (_, k) => setting(k)[who]),
      );
      for (const { trials } of table[who]) {
        expect(trials.filter(({ seed }) => seed === tuningSeeds[0]).map(({ shape }) => shape)).toEqual(shapes);
        for (const { gflops, held } of trials) {
          expect(gflops).toBeLessThanOrEqual(budget / 1e9);
          if (!held) expect(gflops).toBe(budget / 1e9);
        }
      }
    }
  });

  it('gave the best by the first seed, and no others, the other seeds too', () => {
    for (const who of entrantNames) {
      const all = finalistsOf(table, who);
      expect(all).toHaveLength(finalists);
      for (const { setting: one } of all) expect(one.trials).toHaveLength(shapes.length * tuningSeeds.length);
      const first = rankedOf(table, who).slice(0, finalists);
      expect(new Set(all.map(({ setting: one }) => one.change))).toEqual(
        new Set(first.map(({ setting: one }) => one.change)),
      );
    }
  });

  it.each(entrantNames)('chose what %s plays by in every chapter', (who: Entrant) => {
    expect(entrants[who]).toEqual({ ...searched[who], ...finalistsOf(table, who)[0].setting.change });
  });
});
