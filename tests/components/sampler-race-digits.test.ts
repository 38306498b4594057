import { describe, expect, it } from 'vitest';
import { digitSpec, inkDistance, momentsOf, packedMoments, runDigitRace, solutionSpec, type DigitLane } from '../../components/figure/SamplerRace/digit-race';
import { digitReadout, digitSummary } from '../../components/figure/SamplerRace/labels';
import { samplerRace } from '../../components/figure/SamplerRace/settings';
import { packed } from '../../components/figure/packed';
import { decode, encode } from '../../components/figure/link';
import { sampleMoments } from '../../src/core/metric/frechet';
import { normalBatch, random } from '../../src/core/random';
import { checkDigitSampleSpec } from '../../src/engine/digit-sampling';
import { sampledAtBuild } from '../../src/engine/digit-prerender';

const s = { ...samplerRace.defaults, model: 'digits' as const, pictures: 50 };

describe('the race on digits', () => {
  it('gives every sampler its equal share, from the same noise', () => {
    for (const sampler of s.samplers) checkDigitSampleSpec(digitSpec(s, sampler));
    expect(digitSpec(s, 'ddim').times).toHaveLength(13);
    expect(digitSpec(s, 'heun').times).toHaveLength(7);
    expect(digitSpec(s, 'heun').times![0]).toBe(digitSpec(s, 'ddim').times![0]);
  });

  it('compares with an ODE that is solved: twice as many steps end at the same digits', async () => {
    const [a, b] = [await sampledAtBuild(solutionSpec(s)), await sampledAtBuild(solutionSpec(s, 120))];
    const gap = inkDistance(a.x, b.x);
    const coarse = await sampledAtBuild({ ...digitSpec(s, 'ddim'), labels: solutionSpec(s).labels });
    expect(gap).toBeLessThan(0.1 * inkDistance(coarse.x, a.x));
  });

  it('runs, is judged, and says so in the summary; a sampler that draws noise has no error', async () => {
    const settings = { ...s, samplers: ['dpmpp2m', 'eulerAncestral'] as typeof s.samplers };
    let lanes: readonly DigitLane[] = [];
    const real = sampleMoments(normalBatch(500, 64, random(1)));
    await runDigitRace({ settings, real, sample: (spec) => sampledAtBuild(spec), signal: new AbortController().signal, report: (next) => { lanes = next; } });
    expect(lanes.map(({ done }) => done)).toEqual([1, 1]);
    expect(lanes[0].agreed).toBeGreaterThanOrEqual(46);
    expect(lanes[0].error).toBeGreaterThan(0);
    expect(lanes[1].error).toBeNull();
    expect(lanes[0].frechet).toBeGreaterThan(0);
    expect(digitSummary(settings, lanes)).toContain(digitReadout(lanes[0], 50));
    expect(digitReadout(lanes[1], 50)).toContain('draws noise');
  });

  it('carries the moments of real digits as they are', () => {
    const moments = sampleMoments(normalBatch(200, 64, random(2)));
    const back = momentsOf({ moments: packed(packedMoments(moments)), training: 200, floors: [] });
    expect(back.mean).toHaveLength(64);
    expect(Math.max(...back.covariance.map((v, i) => Math.abs(v - moments.covariance[i])))).toBeLessThan(1e-6);
  });

  it('is what its link says', () => {
    const settings = { ...s, guidance: 2, pictures: 200 };
    expect(samplerRace.parse(decode(encode(samplerRace.encode(settings))).values)).toEqual({ settings, problems: [] });
    expect(samplerRace.parse({ pictures: 137 }).problems[0]).toContain('expected 50, 100, 200, 500 digits in a lane');
  });
});
