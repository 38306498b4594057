import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as lossOfTheExact from '../../components/prose/experiments/loss-of-the-exact';
import * as noSecondScore from '../../components/prose/experiments/no-second-score';
import * as pairedByFlow from '../../components/prose/experiments/paired-by-flow';
import * as sweepsAndSteps from '../../components/prose/experiments/sweeps-and-steps';
import { parallelSteps } from '../../components/figure/ParallelSteps/state';
import { lastOf, solvedNow } from '../../components/figure/ParallelSteps/solve';
import { distanceOf, insideOf, rowOf, truthOf } from '../../src/record/few-steps';
import { recorded } from '../../src/record/index';

const text = readFileSync('content/chapters/08-fewer-steps.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['sweeps-and-steps', sweepsAndSteps, 1, /50 steps need 7 sweeps, 100 need 7/],
  ['loss-of-the-exact', lossOfTheExact, 2, /2\.6e-5 with a teacher’s step, 0\.20 without/],
  ['paired-by-flow', pairedByFlow, 2, /0\.865 by the flow, 0\.853 at the least.*and 0\.894, with 0 changes/],
  ['no-second-score', noSecondScore, 1, /all 8 modes have some.* Without the second 0 are/],
] as const;

describe('experiments of chapter 8', () => {
  it.each(cases)(
    '%s measures what its explanation says',
    async (experiment, module, answer, said) => {
      const { answer: found, finding } = await module.run();
      expect(finding).toMatch(said);
      expect(finding).not.toMatch(/NaN|Infinity|undefined/);
      expect(found).toBe(answer);
      expect(choices(experiment).length).toBeGreaterThan(answer);
    },
    30_000,
  );
});

describe('what chapter 8 says of steps in parallel', () => {
  const of = (change: Partial<typeof parallelSteps.defaults>) => {
    const solved = solvedNow({ ...parallelSteps.defaults, steps: 50, window: 200, tolerance: 0.01, ...change }, '');
    const { sweep, inARow, evaluations } = lastOf(solved);
    return { sweep, inARow, evaluations };
  };

  it('seven sweeps and 167 evaluations of all at once, eleven and 101 of ten', () => {
    expect(of({})).toEqual({ sweep: 7, inARow: 7, evaluations: 167 });
    expect(of({ window: 10 })).toEqual({ sweep: 11, inARow: 11, evaluations: 101 });
  });

  it('Heun’s wait is twice as long, DDPM needs 17 sweeps', () => {
    const heun = of({ sampler: 'heun' });
    expect(heun.inARow).toBe(2 * heun.sweep);
    expect(of({ sampler: 'ddpm' }).sweep).toBe(17);
  });
});

describe('what chapter 8 says of its record', () => {
  const record = recorded('few-steps');
  const ring = (which: string) => rowOf(record, 'eight-gaussians', which);
  const by = (which: string, i = 0) => distanceOf(ring(which), i).mean;
  const learners = record.shapes[0].pupils.map(({ name }) => name);
  const spoiled = learners.filter((name) => /^quick|without|bad/.test(name));
  const meant = learners.filter((name) => !spoiled.includes(name));

  it('was measured over ten seeds, eight sets each', () => {
    expect(record.seeds).toHaveLength(10);
    expect([record.draws, record.samples]).toEqual([8, 500]);
    for (const { teachers, pupils, truth } of record.shapes)
      for (const { runs } of [...teachers, ...pupils, { runs: truth }])
        expect(runs.map(({ seed }) => seed)).toEqual(record.seeds);
  });

  it('by one evaluation all are at least as near as their teacher by four', () => {
    for (const name of meant) expect(by(name), name).toBeLessThanOrEqual(1.02 * by('teacher', 2));
    expect(by('reflow')).toBeLessThan(by('flow-teacher', 2));
  });

  it('pairs are the best by one, reflow the last, and the closest to pairs are those that it names', () => {
    const order = meant.toSorted((a, b) => by(a) - by(b));
    expect(order[0]).toBe('pairs');
    expect(order.at(-1)).toBe('reflow');
    const close = ['consistency-distillation', 'consistency-training', 'discrete-distillation', 'progressive'];
    expect(order.slice(1, 5).toSorted()).toEqual(close);
    const { mean, deviation } = distanceOf(ring('pairs'), 0);
    for (const name of close) expect(by(name)).toBeLessThan(mean + deviation);
    for (const name of ['mean-flow', 'shortcut', 'improved-consistency', 'easy-consistency'])
      expect(by(name)).toBeGreaterThan(mean + deviation);
    const inside = (name: string) => insideOf(ring(name), 0)!.mean;
    for (const name of meant) expect(inside(name)).toBeLessThanOrEqual(inside('pairs') + 0.005);
  });

  it('what was taught at t = 1 alone gets worse by two, the others do not; four steps are much better for two of them', () => {
    for (const name of meant)
      if (['pairs', 'distribution-matching'].includes(name)) expect(by(name, 1)).toBeGreaterThan(10 * by(name));
      else expect(by(name, 1), name).toBeLessThanOrEqual(1.05 * by(name));
    for (const name of meant) expect(by(name, 2) < 0.65 * by(name), name).toBe(['reflow', 'shortcut'].includes(name));
  });

  it('what is spoiled is worse: without a second score than the teacher by one, with quick frequencies beyond use', () => {
    expect(by('without-fake')).toBeGreaterThan(by('teacher'));
    expect(by('reflow-of-a-bad-teacher')).toBeGreaterThan(1.5 * by('reflow'));
    for (const name of ['consistency-distillation', 'consistency-training', 'mean-flow'])
      expect(by(`quick-${name}`)).toBeGreaterThan(5 * by(name));
    for (const name of ['consistency-distillation', 'consistency-training', 'mean-flow'])
      for (const { distances } of ring(`quick-${name}`).runs) expect(distances[0]).toBeGreaterThan(0.05);
    expect(Math.abs(by('quick-progressive') / by('progressive') - 1)).toBeLessThan(0.15);
  });

  it('true points are the floor, and nobody is far below it', () => {
    for (const { shape, pupils } of record.shapes)
      for (const row of pupils) expect(distanceOf(row, 0).mean).toBeGreaterThan(0.85 * truthOf(record, shape).mean);
  });

  it('progressive distillation costs about as much as its teacher’s training', () => {
    expect(Math.abs(ring('progressive').flops / ring('teacher').flops - 1)).toBeLessThan(0.2);
  });
});
