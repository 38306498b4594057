import { raceField } from '../../src/engine/fields';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { planeGanDefaults } from '../../src/engine/kinds/plane-gan/settings';
import { parsePlaneGanSettings } from '../../src/engine/kinds/plane-gan/parse';
import { type PlaneGanSnapshot, planeGanWatchDefaults } from '../../src/engine/kinds/plane-gan/types';
import type { Report } from '../../src/engine/protocol';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import { raceUnits, spentBy, type Race, type Spent } from '../../src/engine/race';
import { allowance, finished, left, markAt, spentMore, untilMark, type Racer } from '../../src/engine/worker/race';
import { planeGanRun, planeRun } from './runs';

// Node lets one message port starve the timers, which browsers don't.
vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const group = 'duel';
const racer = (race: Race | null, cost: Spent, racing = true): Racer & { spent: Spent } => ({
  race,
  racing,
  cost,
  spent: { examples: 0, flops: 0, milliseconds: 0 },
});
const cost = fc.record({
  examples: fc.integer({ min: 1, max: 2000 }),
  flops: fc.integer({ min: 1, max: 1_000_000 }),
  milliseconds: fc.double({ min: 0.1, max: 20, noNaN: true }),
});

describe('runs of one group', () => {
  it('go in lock step, each to within one of its own steps of the other and of the budget, whatever their steps cost', () => {
    fc.assert(
      fc.property(
        cost,
        cost,
        fc.constantFrom(...raceUnits),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.boolean(), { minLength: 600, maxLength: 600 }),
        (a, b, by, steps, order) => {
          const budget = steps * Math.max(spentBy(a, by), spentBy(b, by));
          const both = [racer({ group, by, budget }, a), racer({ group, by, budget }, b)];
          for (const first of order) {
            for (const one of first ? both : [...both].reverse()) {
              const n = Math.min(left(one), allowance(one, both), 7);
              for (let k = 0; k < n; k++) {
                const { cost: c } = one;
                one.spent = spentMore(
                  one.spent,
                  { examplesPerStep: c.examples, flopsPerStep: c.flops },
                  1,
                  c.milliseconds,
                );
              }
              const [x, y] = both.map(({ spent }) => spentBy(spent, by));
              if (!both.some(finished)) {
                expect(x - y).toBeLessThanOrEqual(spentBy(a, by) * (1 + 1e-6));
                expect(y - x).toBeLessThanOrEqual(spentBy(b, by) * (1 + 1e-6));
              }
            }
            if (both.every(finished)) break;
          }
          if (both.every(finished)) {
            for (const one of both) {
              expect(spentBy(one.spent, by)).toBeLessThanOrEqual(budget * (1 + 1e-6));
              expect(budget - spentBy(one.spent, by)).toBeLessThan(spentBy(one.cost, by) * (1 + 1e-6));
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never all wait for each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 50 }), racing: fc.boolean() }), {
          minLength: 1,
          maxLength: 5,
        }),
        (members) => {
          const all = members.map(({ at, racing }) => ({
            ...racer({ group, by: 'examples', budget: 0 }, { examples: 3, flops: 1, milliseconds: 1 }, racing),
            spent: { examples: at, flops: 0, milliseconds: 0 },
          }));
          const active = all.filter(({ racing }) => racing);
          if (active.length > 0) expect(active.some((one) => allowance(one, all) > 0)).toBe(true);
        },
      ),
    );
  });

  it('do not wait for one that is paused, of another group, or done', () => {
    const unit = { examples: 10, flops: 1, milliseconds: 1 };
    const ahead = {
      ...racer({ group, by: 'examples', budget: 100 }, unit),
      spent: { examples: 50, flops: 0, milliseconds: 0 },
    };
    expect(allowance(ahead, [ahead, racer({ group, by: 'examples', budget: 0 }, unit, false)])).toBeGreaterThan(0);
    expect(allowance(ahead, [ahead, racer({ group: 'another', by: 'examples', budget: 0 }, unit)])).toBeGreaterThan(0);
    expect(allowance(ahead, [ahead, racer({ group, by: 'examples', budget: 5 }, unit)])).toBeGreaterThan(0);
    expect(allowance(ahead, [ahead, racer({ group, by: 'examples', budget: 100 }, unit)])).toBe(0);
    expect(allowance(racer(null, unit), [ahead])).toBe(Infinity);
    // Alone in the middle of a step that its budget does not cover whole: what was begun is finished, not waited for.
    const partway = {
      ...racer({ group, by: 'examples', budget: 48 }, unit),
      spent: { examples: 46, flops: 0, milliseconds: 0 },
    };
    expect(left(partway)).toBe(0);
    expect(allowance(partway, [partway])).toBe(Infinity);
  });

  it('stand at each mark once, with as many steps behind them as its share of the budget pays for', () => {
    fc.assert(
      fc.property(
        cost,
        fc.constantFrom(...raceUnits),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (c, by, steps, marks, most) => {
          const each = spentBy(c, by);
          const one = racer({ group, by, budget: steps * each, marks }, c);
          expect(markAt(one)).toBe(0);
          const seen: [number, number][] = [];
          let taken = 0;
          while (!finished(one)) {
            const n = Math.min(left(one), untilMark(one), most);
            one.spent = spentMore(
              one.spent,
              { examplesPerStep: c.examples, flopsPerStep: c.flops },
              n,
              n * c.milliseconds,
            );
            taken += n;
            if (markAt(one) > 0) seen.push([markAt(one), taken]);
          }
          const expected = new Map<number, number>();
          for (let mark = 1; mark <= marks; mark++) {
            const behind = Math.floor((steps * mark) / marks + 1e-9);
            if (behind > 0) expected.set(behind, mark);
          }
          expect(seen).toEqual([...expected].map(([behind, mark]) => [mark, behind]));
        },
      ),
    );
  });

  it('says what was expected of a race that it cannot run', () => {
    expect(raceField.initial).toBeNull();
    expect(() => raceField.read({ group, by: 'coffee', budget: 1 }, 'race')).toThrow(
      'race by is "coffee" (expected examples, flops, time)',
    );
    expect(() => raceField.read({ group, by: 'flops', budget: -1 }, 'race')).toThrow(
      'race budget is -1 (expected 0 to 1000000000000000000)',
    );
    expect(() => raceField.read({ group, by: 'flops', budget: 1, marks: 1.5 }, 'race')).toThrow(
      'race marks is 1.5 (expected a whole number from 0 to 1000)',
    );
    expect(() => parsePlaneGanSettings({ race: { by: 'flops' } })).toThrow(/race group is missing/);
  });
});

describe('a diffusion model and a GAN side by side', () => {
  it.each(['examples', 'flops'] as const)(
    'spend the same in %s to within one step, and are done',
    async (by) => {
      const budget = by === 'examples' ? 20_000 : 2e9;
      const race = { group: `test ${by}`, by, budget, marks: 4 };
      const reports: Report[] = [];
      const context = { report: (r: Report) => void reports.push(r), without: [] };
      const diffusion = planeRun(
        'diffusion',
        parsePlaneSettings({ ...planeDefaults, backend: 'simd', race }),
        { ...watchNothing, samples: true, measures: true, interval: 1e6 },
        context,
      );
      const gan = planeGanRun(
        'gan',
        parsePlaneGanSettings({ ...planeGanDefaults, backend: 'simd', batchSize: 96, race }),
        { ...planeGanWatchDefaults, pull: true, field: { size: 9, extent: 3 }, measures: true, interval: 1e6 },
        context,
      );
      try {
        await diffusion.prepare();
        await gan.prepare();
        await diffusion.play();
        await gan.play();
        const rest = [0, 0];
        while (rest.some((r) => r < Infinity)) {
          for (const [i, one] of [diffusion, gan].entries()) if (rest[i] < Infinity) rest[i] = await one.slice();
          const [a, b] = [diffusion, gan].map(({ spending: { spent } }) => spentBy(spent, by));
          if (rest.every((r) => r < Infinity))
            expect(Math.abs(a - b)).toBeLessThanOrEqual(
              Math.max(spentBy(diffusion.spending.cost, by), spentBy(gan.spending.cost, by)) * 1.000001,
            );
        }
        const last = (run: string) =>
          reports.flatMap((r) => (r.type === 'snapshot' && r.snapshot.run === run ? [r.snapshot] : [])).at(-1)!;
        for (const [run, one] of [
          ['diffusion', diffusion],
          ['gan', gan],
        ] as const) {
          const snapshot = last(run) as PlaneSnapshot | PlaneGanSnapshot;
          expect(snapshot.status).toBe('done');
          expect(spentBy(snapshot.spent, by)).toBeLessThanOrEqual(budget * 1.000001);
          expect(budget - spentBy(snapshot.spent, by)).toBeLessThan(spentBy(one.spending.cost, by));
          expect(snapshot.precision).toBeGreaterThan(0);
          expect(snapshot.recall).toBeGreaterThanOrEqual(0);
          expect(snapshot.samples).toHaveLength(1000);
          const marked = reports.flatMap((r) =>
            r.type === 'snapshot' && r.snapshot.run === run && r.snapshot.mark ? [r.snapshot] : [],
          );
          expect(marked.map(({ mark }) => mark)).toEqual([1, 2, 3, 4]);
          for (const { mark, spent } of marked) {
            expect(spentBy(spent, by)).toBeLessThanOrEqual(((budget * mark!) / 4) * 1.000001);
            expect((budget * mark!) / 4 - spentBy(spent, by)).toBeLessThan(spentBy(one.spending.cost, by));
          }
        }
        const game = last('gan') as PlaneGanSnapshot;
        expect(game.pull).toHaveLength(1000);
        expect(game.field!.values).toHaveLength(81);
        expect(game.counts.reduce((sum, n) => sum + n, 0) / 500).toBeCloseTo(1 - game.between, 10);
      } finally {
        diffusion.dispose();
        gan.dispose();
      }
    },
    60_000,
  );
});
