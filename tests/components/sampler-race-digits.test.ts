import { describe, expect, it } from 'vitest';
import {
  digitKey,
  digitRaceAtBuild,
  lanesOfBuilt,
  memoryOfBuilt,
} from '../../components/figure/SamplerRace/digit-built';
import {
  allMeasured,
  digitRungs,
  digitSpec,
  frameAt,
  inkDistance,
  measuresOf,
  newDigitMemory,
  runDigitRace,
  runDigitRungs,
  solutionSpec,
  specFor,
  type DigitLane,
} from '../../components/figure/SamplerRace/digit-race';
import { digitReadout, digitSummary } from '../../components/figure/SamplerRace/labels';
import { momentsOf, packedMoments } from '../../components/figure/SamplerRace/real-moments';
import { runnersOf } from '../../components/figure/SamplerRace/runners';
import { samplerRace } from '../../components/figure/SamplerRace/settings';
import { digitCsv } from '../../components/figure/SamplerRace/table';
import { packed } from '../../components/figure/packed';
import { decode, encode } from '../../components/figure/link';
import { frechetOfMoments, sampleMoments, type Moments } from '../../src/core/metric/frechet';
import { normalBatch, random } from '../../src/core/random';
import { checkDigitSampleSpec } from '../../src/engine/kinds/shipped/sampling';
import type { liveAsks } from '../../src/engine/kinds/shipped/asks';
import { builtAsks } from '../../components/figure/built-asks';
import { pictureSize } from '../../src/engine/kinds/shipped/pixels';
import type { DigitSampleSpec, DigitsSampled } from '../../src/engine/kinds/shipped/denoising';
import { stepsFor } from '../../components/figure/kit/samplers';

const s = { ...samplerRace.defaults, model: 'digits' as const, pictures: 50 };

const open = new AbortController().signal;
const moments = sampleMoments(normalBatch(500, 64, random(1)));
const real = (sample: Moments): number => frechetOfMoments(moments, sample);

/** Grey of the stand-in's guess after so many evaluations: the network's mean pixel, and ink. */
const shade = (evaluations: number): number => Math.round(255 * (0.1311 + 0.3087 * 0.2 * evaluations));

/** Stands in for the network where only the race is looked at: a guess of one shade, and a judge whose features are noise. */
const fake: typeof liveAsks.sample = async (spec: DigitSampleSpec, listening) => {
  const steps = spec.times!.length - 1;
  const each = spec.sampler === 'heun' ? 2 : 1;
  const of = (evaluations: number): Float32Array =>
    new Float32Array(spec.labels.length * pictureSize).fill(0.2 * evaluations);
  for (let i = 1; i <= steps; i++) {
    if (spec.every === 0 || i % spec.every! !== 0) continue;
    const x = of(i * each);
    listening?.onProgress?.({
      first: 0,
      count: spec.labels.length,
      t: spec.times![i],
      evaluations: i * each,
      x,
      denoised: x,
      done: i / steps,
    });
  }
  const judgement = {
    classes: Int32Array.from(spec.labels),
    logProbabilities: new Float64Array(10 * spec.labels.length),
    features: normalBatch(spec.labels.length, 64, random(2)),
  };
  return Promise.resolve({
    x: of(steps * each),
    times: Float64Array.from(spec.times!),
    evaluations: steps * each,
    path: [],
    judgement,
    backend: 'simd',
    milliseconds: 1,
  } satisfies DigitsSampled);
};

describe('the race on digits', () => {
  it('gives every sampler its equal share, from the same noise', () => {
    for (const sampler of s.samplers) checkDigitSampleSpec(digitSpec(s, sampler));
    expect(digitSpec(s, 'ddim').times).toHaveLength(13);
    expect(digitSpec(s, 'heun').times).toHaveLength(7);
    expect(digitSpec(s, 'heun').times![0]).toBe(digitSpec(s, 'ddim').times![0]);
  });

  it('compares with an ODE that is solved: twice as many steps end at the same digits', async () => {
    const [a, b] = [await builtAsks.sample(solutionSpec(s)), await builtAsks.sample(solutionSpec(s, 120))];
    const gap = inkDistance(a.x, b.x);
    const coarse = await builtAsks.sample({ ...digitSpec(s, 'ddim'), labels: solutionSpec(s).labels });
    expect(gap).toBeLessThan(0.1 * inkDistance(coarse.x, a.x));
  });

  it('runs, is judged, and says so in the summary; a sampler that draws noise has no error', async () => {
    const settings = { ...s, samplers: ['dpmpp2m', 'eulerAncestral'] as typeof s.samplers };
    let lanes: readonly DigitLane[] = [];
    const memory = newDigitMemory();
    await runDigitRace({
      settings,
      real,
      memory,
      sample: (spec) => builtAsks.sample(spec),
      signal: open,
      report: (next) => {
        lanes = next;
      },
    });
    expect(lanes.map(({ done }) => done)).toEqual([1, 1]);
    const [found, noisy] = lanes.map(({ measure }) => measure!);
    expect(found.agreed).toBeGreaterThanOrEqual(46);
    expect(found.error).toBeGreaterThan(0);
    expect(noisy.error).toBeNull();
    expect(found.frechet).toBeGreaterThan(0);
    expect(digitSummary(settings, lanes)).toContain(digitReadout(lanes[0], 50));
    expect(digitReadout(lanes[1], 50)).toContain('draws noise');
    // As a file: two lanes, and the two points that they left.
    const rows = digitCsv(settings, lanes, measuresOf(settings, memory))
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(','));
    expect(rows).toHaveLength(5);
    expect(rows[0].length).toBe(rows[1].length);
    expect(rows[1].slice(0, 10)).toEqual([
      'dpmpp2m',
      'digits',
      s.schedule,
      s.grid,
      String(s.guidance),
      String(s.seed),
      '12',
      '12',
      '50',
      String(found.agreed),
    ]);
    expect(Number(rows[1][11])).toBe(found.error);
    expect(rows[2][11]).toBe('');
  });

  it('gives the pupil lanes of its own: one evaluation or two, the same noise, no error to an ODE that it does not follow', async () => {
    const settings = { ...s, samplers: ['dpmpp2m'] as typeof s.samplers, pupil: 'both' as const };
    expect(runnersOf(settings)).toEqual(['dpmpp2m', 'pupil-1', 'pupil-2']);
    for (const runner of runnersOf(settings)) checkDigitSampleSpec(specFor(settings, runner));
    expect(digitKey(settings)).not.toBe(digitKey(s));
    let lanes: readonly DigitLane[] = [];
    const memory = newDigitMemory();
    await runDigitRace({
      settings,
      real,
      memory,
      sample: (spec) => builtAsks.sample(spec),
      signal: open,
      report: (next) => {
        lanes = next;
      },
    });
    expect(lanes.map(({ measure }) => measure!.evaluations)).toEqual([12, 1, 2]);
    expect(lanes.map(({ measure }) => measure!.error === null)).toEqual([false, true, true]);
    for (const { measure } of lanes) expect(measure!.agreed).toBeGreaterThanOrEqual(45);
    expect(digitReadout(lanes[1], 50)).toContain('follows no path');
    const told = digitSummary(settings, lanes);
    expect(told).toContain('The network’s pupil spends one evaluation, and in another lane two');
    expect(told).toContain('Pupil, asked once: ');
    // Its points stay on the course, and its curves are whole with them.
    expect(measuresOf(settings, memory).map(({ sampler }) => sampler)).toEqual(['pupil-1', 'pupil-2', 'dpmpp2m']);
    expect(measuresOf({ ...settings, pupil: 'none' }, memory)).toHaveLength(1);
    expect(samplerRace.parse(decode(encode(samplerRace.encode(settings))).values).settings).toEqual(settings);
  });

  it('can be leafed through: noise, what was guessed on the way, the end', async () => {
    const settings = { ...s, samplers: ['heun'] as typeof s.samplers };
    let lanes: readonly DigitLane[] = [];
    await runDigitRace({
      settings,
      real: null,
      memory: newDigitMemory(),
      sample: fake,
      signal: open,
      report: (next) => {
        lanes = next;
      },
    });
    const [lane] = lanes;
    expect(lane.frames.map(({ evaluations }) => evaluations)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(new Set(frameAt(lane, 0)).size).toBeGreaterThan(100);
    // The fake's guess is one shade, the darker the later.
    expect([1, 2, 3, 8, 12].map((spent) => frameAt(lane, spent)[400])).toEqual([
      frameAt(lane, 0)[400],
      shade(2),
      shade(2),
      shade(8),
      shade(12),
    ]);
    expect(frameAt(lane, 12)).toBe(lane.pictures);
  });

  it('measures each rung once, the fewest evaluations first, and keeps to one course', async () => {
    const settings = { ...s, samplers: ['ddim', 'heun'] as typeof s.samplers };
    const memory = newDigitMemory();
    const asked: number[] = [];
    const told: number[] = [];
    const counting: typeof liveAsks.sample = (spec, listening) => {
      if (spec.judge) asked.push(spec.times!.length - 1);
      return fake(spec, listening);
    };
    await runDigitRace({ settings, real, memory, sample: fake, signal: open, report: () => {} });
    expect(allMeasured(settings, memory)).toBe(false);
    await runDigitRungs({ settings, real, memory, sample: counting, signal: open, report: (done) => told.push(done) });
    expect(asked).toEqual(
      digitRungs.flatMap((rung) => (rung === 12 ? [] : [stepsFor('ddim', rung), stepsFor('heun', rung)])),
    );
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(allMeasured(settings, memory)).toBe(true);
    const points = measuresOf(settings, memory);
    expect(points.map(({ evaluations }) => evaluations)).toEqual(digitRungs.flatMap((rung) => [rung, rung]));
    expect(points.every(({ error }) => error !== null)).toBe(true);
    expect(measuresOf({ ...settings, guidance: 2 }, memory)).toEqual([]);
    expect(measuresOf({ ...settings, samplers: ['ddim'] }, memory)).toHaveLength(digitRungs.length);
    asked.length = 0;
    await runDigitRungs({ settings, real, memory, sample: counting, signal: open, report: () => {} });
    expect(asked).toEqual([]);
  });

  it('is there before a touch where the figure begins with it, as it was run at build', async () => {
    const packedReal = { moments: packed(packedMoments(moments)), training: 500, floors: [] };
    expect(await digitRaceAtBuild({}, packedReal, fake)).toBeNull();
    const initial = { model: 'digits', pictures: 50, samplers: ['ddim', 'dpmpp2m'], evaluations: 8 };
    const built = (await digitRaceAtBuild(initial, packedReal, fake))!;
    const { settings } = samplerRace.parse(initial);
    expect(built.key).toBe(digitKey(settings));
    expect(digitKey({ ...settings, at: 0.5 })).toBe(built.key);
    expect(digitKey({ ...settings, evaluations: 9 })).not.toBe(built.key);
    const lanes = lanesOfBuilt(JSON.parse(JSON.stringify(built)) as typeof built);
    expect(lanes.map(({ sampler, done, pictures }) => [sampler, done, pictures.length])).toEqual([
      ['ddim', 1, 50 * pictureSize],
      ['dpmpp2m', 1, 50 * pictureSize],
    ]);
    expect(lanes[0].pictures[0]).toBe(shade(8));
    expect(measuresOf(settings, memoryOfBuilt(built))).toEqual(lanes.map(({ measure }) => measure));
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
