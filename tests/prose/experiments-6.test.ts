import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sdePaths, type SdeSettings } from '../../components/figure/SdePaths/settings';
import { built, shown } from '../../components/figure/SdePaths/shown';
import { batch, count, type Batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { flowPath, logLikelihood } from '../../src/core/likelihood';
import { exactField } from '../../src/core/process/flow-field';
import { decode, encode } from '../../src/core/process/inversion';
import { random } from '../../src/core/random';
import { uniformTimes } from '../../src/core/sampler/index';
import { edm, linear, subVp, type Schedule } from '../../src/core/schedule/index';
import * as generousSolver from '../../components/prose/experiments/generous-solver';
import * as lateError from '../../components/prose/experiments/late-error';
import * as oneProbe from '../../components/prose/experiments/one-probe';
import * as pathOrMean from '../../components/prose/experiments/path-or-mean';
import * as roughPath from '../../components/prose/experiments/rough-path';
import * as sameStart from '../../components/prose/experiments/same-start';

const text = readFileSync('content/chapters/06-noise-as-an-sde.mdx', 'utf8');

/** The choices of the exercise that runs `experiment`. */
function choices(experiment: string): readonly string[] {
  const found = new RegExp(`experiment="${experiment}"[\\s\\S]*?choices=\\{\\[([\\s\\S]*?)\\]\\}`).exec(text);
  return [...(found?.[1] ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]);
}

/** What each experiment measures, and the choice that it is told by the explanation beside it. */
const cases = [
  ['rough-path', roughPath, 1],
  ['path-or-mean', pathOrMean, 1],
  ['same-start', sameStart, 2],
  ['late-error', lateError, 0],
  ['generous-solver', generousSolver, 2],
  ['one-probe', oneProbe, 2],
] as const;

describe('experiments of chapter 6', () => {
  it.each(cases)(
    '%s measures what its explanation says, with three seeds',
    async (experiment, module, answer) => {
      for (const seed of [undefined, 1, 2]) {
        const { answer: found, finding } = await module.run(seed);
        expect(finding).toMatch(/\d/);
        expect(finding).not.toMatch(/NaN|Infinity|undefined/);
        expect(found).toBe(answer);
      }
      expect(choices(experiment).length).toBeGreaterThan(answer);
    },
    60_000,
  );
});

describe('what the explanations of chapter 6 say besides', () => {
  const numbers = (finding: string): number[] => [...finding.matchAll(/\d+\.\d+/g)].map(([value]) => Number(value));

  it('the lengths of a Wiener path double as its pieces become four times as many', async () => {
    const { finding } = await roughPath.run();
    const [few, more, most] = /to (\d+), (\d+), (\d+)\.$/.exec(finding)!.slice(1).map(Number);
    for (const factor of [more / few, most / more]) {
      expect(factor).toBeGreaterThan(3.4);
      expect(factor).toBeLessThan(4.6);
    }
  });

  it('errors of paths fall by 2, of the mean and with additive noise by 4', async () => {
    const [, , strong, , , mean, , , additive] = numbers((await pathOrMean.run()).finding);
    expect(Math.abs(strong - 2)).toBeLessThan(0.3);
    expect(Math.abs(mean - 4)).toBeLessThan(0.7);
    expect(Math.abs(additive - 4)).toBeLessThan(0.7);
  });

  it('the crowds of ODE and SDE are no farther apart than samples of the data', async () => {
    const [, , apart, chance] = numbers((await sameStart.run()).finding);
    expect(chance).toBeGreaterThan(0);
    expect(apart).toBeLessThan(chance);
  });

  it('twenty Euler steps flatter more than ten, two hundred are near the truth', async () => {
    const { finding } = await generousSolver.run();
    const [ten, twenty, , many] = [...finding.matchAll(/[+−](\d\.\d+)/g)].slice(1).map(([, value]) => Number(value));
    expect(twenty).toBeGreaterThan(ten);
    expect(many).toBeLessThan(0.1);
  });

  it('noise deepens a late error and heals an early one, by more the more of it there is', async () => {
    const found = (await lateError.run()).finding.split('above');
    const moved = found.map((half) => [...half.matchAll(/(\d\.\d+) for η/g)].map(([, value]) => Number(value)));
    expect(moved[0][2] / moved[0][0]).toBeGreaterThan(2);
    expect(moved[1][2]).toBeLessThan(0.1);
    expect(moved[1][0]).toBeGreaterThan(0.3);
  });
});

describe('what chapter 6 says of its walkers', () => {
  const crowd = (change: Partial<SdeSettings>) => {
    const settings = { ...sdePaths.defaults, ...change };
    const { gap, chance, memory } = shown(settings, null, built(settings))!;
    return { gap: 100 * gap!, chance: 100 * chance.high, memory };
  };

  it('in twenty steps the ODE ends within chance of the exact distribution, and much noise misses it', () => {
    const ode = crowd({ lambda: 0, steps: 20 });
    expect(ode.gap).toBeCloseTo(2.4, 1);
    expect(ode.gap).toBeLessThan(ode.chance);
    expect(crowd({ lambda: 2, steps: 20 }).gap).toBeCloseTo(8.3, 1);
  });

  it('without noise the order is kept, with it the start is forgotten', () => {
    expect(crowd({ lambda: 0 }).memory).toBe(1);
    expect(crowd({ lambda: 0.5 }).memory).toBeCloseTo(0.31, 2);
    expect(crowd({ lambda: 1 }).memory).toBeCloseTo(0.05, 2);
    for (const lambda of [0, 0.5, 1, 2]) expect(crowd({ lambda }).gap).toBeLessThan(crowd({ lambda }).chance);
  });
});

describe('numbers in the text of chapter 6', () => {
  const data = eightGaussians();
  const vp = linear();
  const tight = { relative: 1e-9, absolute: 1e-9 };
  const x = data.sample(500, random(1));
  const rms = (a: Batch, b: Batch): number =>
    Math.sqrt(a.data.reduce((sum, v, i) => sum + (v - b.data[i]) ** 2, 0) / count(a));

  it('sub-VP has the square of the noise of VP', () => {
    const sub = subVp();
    expect([0.5, 0.2].map((t) => vp.sigma(t) ** 2)).toEqual([expect.closeTo(0.92, 2), expect.closeTo(0.34, 2)]);
    expect([0.5, 0.2].map((t) => sub.sigma(t) ** 2)).toEqual([expect.closeTo(0.85, 2), expect.closeTo(0.12, 2)]);
    const kept = Array.from({ length: 1001 }, (_, i) => sub.alpha(i / 1000) ** 2 + sub.sigma(i / 1000) ** 2);
    expect(Math.min(...kept)).toBeCloseTo(0.75, 5);
  });

  it('two points followed to the noise', () => {
    const at = batch([1.9, 0.1, 1.1, 0.7], 2);
    const { latents, logDeterminant, logDensity } = logLikelihood(at, exactField(data, vp), vp, { solver: tight });
    expect(logDeterminant[0]).toBeCloseTo(1.54, 2);
    expect(Math.exp(logDeterminant[0])).toBeCloseTo(4.6, 1);
    expect(logDensity[0]).toBeCloseTo(-0.57, 2);
    expect(Math.hypot(latents.data[2], latents.data[3]).toFixed(3)).toBe('0.004');
    expect(Math.abs(Math.exp(-logDeterminant[1]) / 135_000 - 1)).toBeLessThan(0.005);
    expect(logDensity[1]).toBeCloseTo(-13.65, 2);
    expect([...data.logDensity(at, 1, 0)]).toEqual([expect.closeTo(-0.57, 2), expect.closeTo(-13.65, 2)]);
  });

  it('codes depend on the data and on the last ratio alone', () => {
    const codes = (schedule: Schedule): Batch => {
      let end = x;
      for (const point of flowPath(x, exactField(data, schedule), [0, 1], tight)) end = point.x;
      return { data: end.data.map((v) => v / schedule.sigma(1)), dim: 2 };
    };
    const ratio = (schedule: Schedule): number => schedule.sigma(1) / schedule.alpha(1);
    const own = codes(vp);
    expect(ratio(vp)).toBeCloseTo(152.17, 2);
    expect(rms(codes(edm({ sigmaMin: 0, sigmaMax: ratio(vp), rho: 1 })), own)).toBeLessThan(1e-9);
    expect((1 - ratio(subVp()) / ratio(vp)).toExponential(0)).toBe('2e-5');
    expect(
      rms(
        { data: codes(subVp()).data.map((v) => v * subVp().sigma(1)), dim: 2 },
        { data: own.data.map((v) => v * vp.sigma(1)), dim: 2 },
      ),
    ).toBeCloseTo(3e-5, 5);
    expect(rms(codes(subVp()), own)).toBeLessThan(1e-8);
    const size = Math.sqrt(own.data.reduce((sum, v) => sum + v * v, 0) / count(own));
    expect((3.1e-5 / size).toExponential(0)).toBe('2e-5');
  });

  it('what comes back from a code', () => {
    const field = exactField(data, vp);
    const solver = { relative: 1e-8, absolute: 1e-8 };
    let end = x;
    for (const point of flowPath(x, field, [0, 1], solver)) end = point.x;
    for (const point of flowPath(end, field, [1, 0], solver)) end = point.x;
    expect(rms(end, x)).toBeLessThan(5.5e-10);
    const returned = [20, 40, 80, 160].map((steps) => {
      const times = uniformTimes(steps, { to: 0.001 }).reverse();
      return rms(decode(encode(x, data.denoiser(vp), vp, times), data.denoiser(vp), vp, times), x);
    });
    expect(returned).toEqual([
      expect.closeTo(0.13, 2),
      expect.closeTo(0.074, 3),
      expect.closeTo(0.033, 3),
      expect.closeTo(0.017, 3),
    ]);
  });

  it('a bit per dimension of a digit', () => {
    const [, nats, factor] =
      /One bit per dimension is (\d+) nats for a digit, and an error of one percent in it is a factor of (\d+)/
        .exec(text)!
        .map(Number);
    expect(nats).toBe(Math.round(784 * Math.LN2));
    // The printed factor has two digits.
    expect(Math.abs(Math.exp(0.01 * 784 * Math.LN2) - factor)).toBeLessThan(5);
  });
});
