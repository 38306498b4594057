import { describe, expect, it } from 'vitest';
import { run as oneStandardError } from '../../components/prose/experiments/one-standard-error';
import { run as rareModes } from '../../components/prose/experiments/rare-modes';
import { run as trainedTwice } from '../../components/prose/experiments/trained-twice';
import { run as tunedMore } from '../../components/prose/experiments/tuned-more';

describe('the experiments of chapter 16', () => {
  it('one standard error of three seeds holds the truth as often as Student says', async () => {
    const { answer, finding } = await oneStandardError();
    expect(answer).toBe(2);
    const [one, student] = (/each, ([\d.]+)\u00a0% hold.* in ([\d.]+)\u00a0%\.$/.exec(finding) ?? [])
      .slice(1)
      .map(Number);
    // P(|T| < 1) with two degrees of freedom is 1 / sqrt(3).
    expect(Math.abs(one - 100 / Math.sqrt(3))).toBeLessThan(1.1);
    expect(Math.abs(student - 95)).toBeLessThan(0.6);
  });

  it('the best of twenty alike is ahead by the largest of twenty normals', async () => {
    const { answer, finding } = await tunedMore();
    expect(answer).toBe(2);
    // E max of 20 standard normals: 1.8675.
    expect(Math.abs(Number(/by ([\d.]+) deviations/.exec(finding)?.[1]) - 1.8675)).toBeLessThan(0.06);
  });

  it('a hundred true samples miss rare modes as often as counted by hand', async () => {
    const { answer, finding } = await rareModes();
    expect(answer).toBe(1);
    expect(Math.abs(Number(/true samples, ([\d.]+) of/.exec(finding)?.[1]) - 4 * 0.985 ** 100)).toBeLessThan(0.12);
  });

  it('asks the engine for one seed that is not recorded, and judges the distance', async () => {
    const asked: unknown[] = [];
    const of = (diffusion: number) =>
      trainedTwice((spec) => {
        asked.push(spec);
        return Promise.resolve({ rows: [{ diffusion, gan: 0.8 }], backend: 'simd', milliseconds: 1 });
      });
    expect((await of(0.1)).answer).toBe(2);
    expect((await of(0.5)).answer).toBe(1);
    expect(await of(0.9)).toEqual({
      answer: 0,
      finding: expect.stringContaining('0.90 apart, and the two GANs send the same latent code 0.80 apart') as string,
    });
    expect(asked[0]).toEqual({ claim: 'repeat', seeds: [201] });
  });
});
