import { parseLikelihoodSpec } from '../../src/engine/kinds/plane/questions';
import { plane } from '../../src/engine/kinds/plane/index';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/index';
import { gaussianPrior } from '../../src/core/likelihood';
import { denoiserField, exactField } from '../../src/core/process/flow-field';
import { random } from '../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import {
  type LikelihoodSpec,
  type Likelihoods,
  followed,
  logDeterminantsAt,
  probesOf,
  statesAt,
  timesOf,
} from '../../src/engine/kinds/plane/likelihood';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import { fakeEngine } from './fake-worker';
import { asking, planeRun, type PlaneRun } from './runs';

// Node lets one message port starve the timers, which browsers don't.
vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const spec: LikelihoodSpec = {
  schedule: scheduleDefaults.cosine,
  solver: { method: 'rk4', steps: 24 },
  probes: 0,
  seed: 3,
  least: 0.01,
  path: false,
  points: Float64Array.of(1.5, 1.6, -0.4, 0.2, 2, 0),
};
const data = eightGaussians();

function all(work: Generator<void, Likelihoods, void>): Likelihoods {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

function logDensity(result: Likelihoods): Float64Array {
  const growth = logDeterminantsAt(result);
  return gaussianPrior(1)(statesAt(result)).map((log, row) => log + growth[row]);
}

describe('likelihoods on request', () => {
  it('follow the points over as many steps as asked, and keep every state or the last, the same one', () => {
    const schedule = makeSchedule(spec.schedule);
    const field = exactField(data, schedule);
    for (const solver of [spec.solver, { tolerance: 1e-6 }]) {
      const path = all(followed({ ...spec, solver, path: true }, field));
      const [from, to] = timesOf(0.01, schedule, field);
      expect([path.times[0], path.times.at(-1)]).toEqual([from, to]);
      expect(schedule.sigma(from) / schedule.alpha(from)).toBeCloseTo(0.01, 8);
      expect(statesAt(path, 0).data).toEqual(spec.points);
      expect([...logDeterminantsAt(path, 0)]).toEqual([0, 0, 0]);
      const end = all(followed({ ...spec, solver }, field));
      expect(end.times).toHaveLength(1);
      if ('steps' in solver) {
        expect(path.times).toHaveLength(25);
        expect(path.evaluations).toBe(96);
        expect(statesAt(end).data).toEqual(statesAt(path).data);
        expect(logDeterminantsAt(end)).toEqual(logDeterminantsAt(path));
      } else logDensity(end).forEach((log, i) => expect(log).toBeCloseTo(logDensity(path)[i], 4));
    }
  });

  it('take the same probes for the same seed, row by row', () => {
    expect(probesOf(spec)).toBe('columns');
    const [four, two] = [probesOf({ ...spec, probes: 4 }), probesOf({ ...spec, probes: 2 })];
    expect(four).toHaveLength(4);
    expect(two).toEqual(four.slice(0, 2));
    expect(probesOf({ ...spec, probes: 4, seed: 4 })).not.toEqual(four);
  });

  it.each([
    [{ solver: { method: 'guess', steps: 4 } }, /method is "guess" \(expected euler, heun, rk4\)/],
    [{ solver: { method: 'heun', steps: 0 } }, /steps is 0 \(expected a whole number from 1 to 1000\)/],
    [{ solver: { tolerance: 0 } }, /tolerance is 0/],
    [{ solver: null }, /solver is null \(expected an object with method, steps\)/],
    [{ probes: 65 }, /probes is 65/],
    [{ least: 0 }, /least is 0 \(expected 0.00001 to 1\)/],
    [{ points: [1, 2] }, /points is a list of 2 \(expected a Float64Array of 2 to 8000 numbers, in groups of 2\)/],
    [{ points: Float64Array.of(1, NaN) }, /points\[1\] is NaN \(expected a finite number\)/],
    [{ points: new Float64Array(8002) }, /points is an array of 64016 bytes/],
    [{ schedule: { kind: 'none' } }, /unknown schedule/],
  ])('are refused with a sentence: case %#', (change, sentence) => {
    expect(() => parseLikelihoodSpec({ ...spec, ...change })).toThrow(sentence);
    expect(() => parseLikelihoodSpec(null)).toThrow(/a question for likelihoods is null/);
    expect(parseLikelihoodSpec(spec)).toEqual(spec);
  });
});

describe('likelihoods under a network', () => {
  let training: PlaneRun;
  beforeAll(async () => {
    training = planeRun('run', parsePlaneSettings({ backend: 'simd', sampleCount: 0 }), watchNothing, {
      report: () => undefined,
      without: [],
    });
    await expect(asking<'plane'>(training)('likelihood', spec)).rejects.toThrow('There is no network to ask yet.');
    await training.prepare();
    await training.step(500);
  }, 30_000);
  afterAll(() => training.dispose());

  it('are a density: over the plane they integrate to one', async () => {
    const [side, extent] = [70, 3.5];
    const cell = (2 * extent) / side;
    let mass = 0;
    for (let row = 0; row < side; row++) {
      const points = Float64Array.from(
        { length: 2 * side },
        (_, i) => -extent + cell * ((i % 2 === 0 ? i / 2 : row) + 0.5),
      );
      mass += logDensity(await asking<'plane'>(training)('likelihood', { ...spec, points })).reduce(
        (sum, log) => sum + Math.exp(log) * cell * cell,
        0,
      );
    }
    expect(mass).toBeGreaterThan(0.98);
    expect(mass).toBeLessThan(1.02);
  }, 30_000);

  it('are the same each time, nearly the same under another schedule, and near the truth where the data is', async () => {
    const points = data.stratified(96, random(5)).data;
    const mean = (logs: Float64Array) => logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const first = await asking<'plane'>(training)('likelihood', { ...spec, points });
    expect((await asking<'plane'>(training)('likelihood', { ...spec, points })).states).toEqual(first.states);
    const truth = mean(data.logDensity(batch(points, 2), 1, 0));
    const own = mean(logDensity(first));
    expect(own).toBeLessThan(truth + 0.05);
    expect(own).toBeGreaterThan(truth - 1);
    const flow = await asking<'plane'>(training)('likelihood', {
      ...spec,
      points,
      schedule: scheduleDefaults.flow,
      solver: { method: 'rk4', steps: 48 },
    });
    expect(mean(logDensity(flow))).toBeCloseTo(own, 1);
    const estimated = await asking<'plane'>(training)('likelihood', { ...spec, points, probes: 8 });
    expect(estimated.logDeterminants).not.toEqual(first.logDeterminants);
    expect(Math.abs(mean(logDensity(estimated)) - own)).toBeLessThan(0.3);
    await expect(asking<'plane'>(training)('likelihood', { ...spec, probes: -1 })).rejects.toThrow(/probes is -1/);
  });

  it('take differences long enough for 32 bits and short enough for the modes', () => {
    const schedule = makeSchedule(spec.schedule);
    const exact = all(followed(spec, exactField(data, schedule)));
    const single = {
      denoise: (x: Parameters<ReturnType<typeof data.denoiser>['denoise']>[0], t: number, out: typeof x) => {
        data.denoiser(schedule).denoise(x, t, out);
        out.data.set(Float32Array.from(out.data));
        return out;
      },
    };
    const rounded = all(followed(spec, denoiserField(single, schedule, { step: 3e-3 })));
    logDensity(rounded).forEach((log, i) => expect(Math.abs(log - logDensity(exact)[i])).toBeLessThan(0.01));
  });

  it('are asked for by the page, and answered once', async () => {
    const { engine, workers } = fakeEngine();
    const asking = engine.open(plane, parsePlaneSettings({})).ask('likelihood', spec);
    const [asked] = workers[0].of('ask');
    expect(asked).toMatchObject({ run: 'run-1', question: 'likelihood', spec });
    const answer: Likelihoods = {
      times: Float64Array.of(1),
      evaluations: 1,
      states: new Float64Array(2),
      logDeterminants: new Float64Array(1),
    };
    workers[0].report({ type: 'reply', request: asked.request, value: answer });
    expect(await asking).toBe(answer);
    engine.dispose();
  });
});
