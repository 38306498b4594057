import { describe, expect, it } from 'vitest';
import { chartingBy, type Charts } from '../../components/figure/ParallelSteps/charts';
import {
  digitSpec,
  digitsPay,
  digitsText,
  rowPicture,
  shownStands,
} from '../../components/figure/ParallelSteps/digits';
import { summary } from '../../components/figure/ParallelSteps/labels';
import { solvedNow, standAt } from '../../components/figure/ParallelSteps/solve';
import { parallelSteps, runKey, runSettings } from '../../components/figure/ParallelSteps/state';
import { rounds, timingBy, type Timing } from '../../components/figure/ParallelSteps/timing';
import type { ParallelSpec } from '../../src/engine/kinds/plane/parallel';
import { checkDigitParallelSpec } from '../../src/engine/kinds/shipped/parallel';

const start = parallelSteps.defaults;
const first = solvedNow({ ...start, steps: 10 }, 'k');

describe('digits', () => {
  it('are asked for as set, and told of by what came back', () => {
    const s = { ...start, model: 'digits' as const, digit: 8, steps: 20, window: 200, guidance: 2 };
    const spec = digitSpec(s);
    expect(spec).toMatchObject({ label: 8, guidance: 2, steps: 20, window: 20, tolerance: 0.01 });
    expect(spec.columns).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(() => checkDigitParallelSpec(spec)).not.toThrow();
    const stand = {
      sweep: 5,
      from: 10,
      to: 20,
      done: 20,
      evaluations: 70,
      inARow: 5,
      distance: new Float64Array(21).fill(0.02),
      pictures: new Float32Array(0),
    };
    const milliseconds = { sequential: 200, one: 2, batch: 30 };
    const answer = {
      columns: [],
      sequential: new Float32Array(0),
      stands: [stand],
      milliseconds,
      backend: 'simd',
    } as const;
    expect(digitsText({ of: s, answer })).toContain(
      'done after 5 sweeps, 5 evaluations in a row in place of 20, and 70 in all, 3.5 times',
    );
    expect(digitsPay({ of: s, answer })).toContain('20 steps ÷ 5 sweeps = 4.0');
    expect(digitsPay({ of: s, answer })).toMatch(/it costs 15\.0 .* so here it does not\.$/);
    const many = Array.from({ length: 40 }, (_, i) => ({ ...stand, sweep: i + 1 }));
    expect(shownStands(many).map(({ sweep }) => sweep)).toHaveLength(14);
    expect([shownStands(many)[0], shownStands(many)[13]].map(({ sweep }) => sweep)).toEqual([1, 40]);
    expect(shownStands([stand])).toEqual([stand]);
    const row = rowPicture(new Float32Array(11 * 784));
    expect([row.width, row.height]).toEqual([11 * 32 - 4, 28]);
    const quick = { ...answer, milliseconds: { ...milliseconds, batch: 6 } };
    expect(digitsPay({ of: s, answer: quick })).toMatch(/so here it pays\.$/);
  });
});

describe('a network’s steps', () => {
  it('are charted and timed by whoever is asked', async () => {
    const s = { ...start, model: 'learned' as const, steps: 10, window: 4 };
    const asked: ParallelSpec[] = [];
    let charts: Charts | null = null;
    const cost = (spec: ParallelSpec) => {
      asked.push(spec);
      return Promise.resolve({ sweeps: spec.steps, evaluations: spec.window, inARow: 1 });
    };
    await chartingBy(cost, s, 'k', (told) => (charts = told));
    expect(charts).toMatchObject({ done: 1, key: 'k', of: s });
    // Nothing twice.
    expect(new Set(asked.map(({ steps, window }) => `${steps} ${window}`)).size).toBe(asked.length);
    const told: Timing[] = [];
    let round = 0;
    const times = () => Promise.resolve({ sequential: ++round, parallel: 2, one: 1, batch: 3 });
    await timingBy(times, s, 'k', (t) => told.push(t));
    // The first round does not count.
    expect(told.at(-1)).toMatchObject({ done: 1, sequential: 2 + (rounds - 1) / 2, batch: 3 });
    expect(runSettings({ ...s, target: 'uneven' }).target).toEqual({ kind: 'eight-gaussians' });
    expect(runKey(s)).not.toBe(runKey({ ...s, model: 'exact' }));
    expect(summary({ ...first, of: { ...first.of, model: 'learned' } }, standAt(first, 1), null)).toContain(
      'with a network that was trained here',
    );
  });
});
