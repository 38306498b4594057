import { describe, expect, it } from 'vitest';
import { budget, budgetNow, packed, shownStep, specOf, unpacked } from '../../components/figure/NoiseBudget/budget';
import { half, summary } from '../../components/figure/NoiseBudget/labels';
import { accountable, noiseBudget } from '../../components/figure/NoiseBudget/settings';
import { exactSolver } from '../../components/figure/SamplerRace/solve';
import { meanDistance, stateOf } from '../../src/engine/kinds/plane/sampling';
import { noPace } from '../../components/figure/kit/pace';

const usual = noiseBudget.defaults;

describe('the noise budget', () => {
  it('accounts for the whole error: what the steps leave adds up to no less, and one step to all', () => {
    const whole = budgetNow(usual);
    expect(whole.steps).toHaveLength(12);
    expect(whole.steps.reduce((sum, { left }) => sum + left, 0)).toBeGreaterThanOrEqual(whole.total - 1e-12);
    const one = budgetNow({ ...usual, sampler: 'ddim', evaluations: 4, grid: 'uniform' });
    expect(one.steps).toHaveLength(4);
    for (const { made, left } of one.steps) expect(Math.min(made, left)).toBeGreaterThan(0);
  });

  it('agrees with the race on the error at the end', async () => {
    const { total, byGrid } = budgetNow(usual);
    const solve = exactSolver('eight-gaussians', noPace);
    const end = stateOf(await solve(specOf(usual, usual.grid, false)));
    const reference = stateOf(await solve({ ...specOf(usual, 'log-snr', false), sampler: 'lms', steps: 600 }));
    expect(total).toBeCloseTo(meanDistance(end, reference), 4);
    expect(byGrid[usual.grid]).toBeCloseTo(total, 12);
  });

  it('leaves a last step at the end what it made', () => {
    const { steps } = budgetNow({ ...usual, sampler: 'heun' });
    const last = steps.at(-1)!;
    expect(last.left).toBeCloseTo(last.made, 3);
  });

  it('shows local errors that fall with the order: halving the steps of DDIM quarters them', () => {
    const made = (evaluations: number) => {
      const { steps } = budgetNow({ ...usual, sampler: 'ddim', evaluations });
      return Math.max(...steps.map((step) => step.made));
    };
    expect(made(24) / made(48)).toBeGreaterThan(2.8);
    expect(made(24) / made(48)).toBeLessThan(5);
  });

  it('has an account for every sampler that draws no noise, ending at zero too', () => {
    for (const sampler of accountable) {
      const { steps, total } = budgetNow({ ...usual, sampler, evaluations: 18, zero: true });
      expect(Number.isFinite(total), sampler).toBe(true);
      for (const step of steps) expect(Number.isFinite(step.left + step.made), sampler).toBe(true);
    }
  }, 30_000);

  it('says so where a sampler ran away, and is silent where none did', () => {
    const grids = ['uniform', 'quadratic', 'log-snr', 'karras'] as const;
    const all = accountable.flatMap((sampler) =>
      grids.map((grid) => ({ ...usual, sampler, grid, schedule: 'edm', evaluations: 4 }) as const),
    );
    const astray = all.filter((s) => budgetNow(s).total > 50);
    expect(astray.length).toBeGreaterThan(0);
    for (const s of astray) expect(summary(s, budgetNow(s)), s.sampler).toContain('These are no samples: it ran away');
    expect(summary(usual, budgetNow(usual))).not.toContain('ran away');
  }, 60_000);

  it('travels in a page with the cloud of one step', () => {
    const whole = budgetNow(usual);
    const back = unpacked(JSON.parse(JSON.stringify(packed(whole, 0))) as ReturnType<typeof packed>);
    const at = shownStep(whole.steps, 0);
    expect(back.steps).toEqual(whole.steps);
    expect(back.reached.filter(Boolean)).toHaveLength(1);
    expect(meanDistance(back.reached[at - 1]!, whole.reached[at - 1]!)).toBeLessThan(1e-4);
    expect(summary(usual, whole)).toContain('The step that costs most is step');
    expect(half(whole).count).toBeLessThan(7);
  });

  it('gives the page its turn', () => {
    let turns = 0;
    const work = budget(usual);
    while (!work.next().done) turns++;
    expect(turns).toBeGreaterThan(200);
  });

  it('refuses a sampler that draws noise, with a sentence', () => {
    const { settings, problems } = noiseBudget.parse({ sampler: 'ddpm', step: -1 });
    expect(settings.sampler).toBe('dpmpp2m');
    expect(problems[0]).toMatch(/draws no noise/);
    expect(problems).toHaveLength(2);
  });
});
