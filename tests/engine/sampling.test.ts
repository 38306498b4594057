import { parseSampleSpec } from '../../src/engine/kinds/plane/questions';
import { plane } from '../../src/engine/kinds/plane/index';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { count } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/index';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import {
  type SampleSpec,
  type Sampled,
  gridTimes,
  grids,
  meanDistance,
  retimed,
  sampling,
  stateOf,
} from '../../src/engine/kinds/plane/sampling';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import { fakeEngine } from './fake-worker';
import { asking, planeRun, type PlaneRun } from './runs';

// Node lets one message port starve the timers, which browsers don't.
vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

const spec: SampleSpec = {
  sampler: 'dpmpp2m',
  schedule: scheduleDefaults.linear,
  grid: 'log-snr',
  steps: 20,
  least: 0.01,
  zero: false,
  count: 100,
  seed: 3,
  path: true,
};

function all(work: Generator<void, Sampled, void>): Sampled {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

describe('sampling on request', () => {
  it('has grids of as many steps as asked, falling, to where it is told', () => {
    for (const kind of ['linear', 'cosine', 'sub-vp', 'edm', 'flow'] as const) {
      const schedule = makeSchedule(scheduleDefaults[kind]);
      for (const grid of grids) {
        for (const zero of [true, false]) {
          const times = gridTimes({ grid, steps: 7, least: 0.01, zero }, schedule);
          expect(times).toHaveLength(8);
          for (let i = 1; i < 8; i++) expect(times[i], `${kind} ${grid}`).toBeLessThan(times[i - 1]);
          if (zero) expect(times[7]).toBe(0);
          else expect(schedule.sigma(times[7]) / schedule.alpha(times[7])).toBeCloseTo(0.01, 6);
        }
      }
    }
  });

  it('keeps every state or the last, the same one', () => {
    const denoiser = eightGaussians().denoiser(makeSchedule(spec.schedule));
    const path = all(sampling(spec, denoiser));
    const end = all(sampling({ ...spec, path: false }, denoiser));
    expect(path.times).toHaveLength(21);
    expect(count(stateOf(path, 3))).toBe(100);
    expect(stateOf(end).data).toEqual(stateOf(path).data);
    expect(end.evaluations.at(-1)).toBe(20);
  });

  it('moves a denoiser to another schedule without changing what it is', () => {
    const [cosine, edm] = [makeSchedule(scheduleDefaults.cosine), makeSchedule(scheduleDefaults.edm)];
    const way = { ...spec, schedule: scheduleDefaults.edm };
    const own = all(sampling(way, eightGaussians().denoiser(edm)));
    const moved = all(sampling(way, retimed(eightGaussians().denoiser(cosine), cosine, edm)));
    expect(meanDistance(stateOf(own), stateOf(moved))).toBeLessThan(1e-6);
  });

  it.each([
    [{ sampler: 'nobody' }, /sampler is "nobody" \(expected ddpm/],
    [{ steps: 0.5 }, /steps is 0.5 \(expected a whole number from 1 to 4000\)/],
    [{ count: 1e9 }, /count is 1000000000/],
    [{ grid: 'even' }, /grid is "even" \(expected uniform/],
    [{ least: 0 }, /least is 0/],
    [{ schedule: { kind: 'none' } }, /unknown schedule/],
  ])('refuses %j with a sentence', (change, sentence) => {
    expect(() => parseSampleSpec({ ...spec, ...change })).toThrow(sentence);
    expect(parseSampleSpec(spec)).toEqual(spec);
  });
});

describe('sampling from a network', () => {
  let training: PlaneRun | null = null;
  afterEach(() => training?.dispose());

  it('takes the run’s averaged weights, any sampler and any schedule, the same each time', async () => {
    training = planeRun('run', parsePlaneSettings({ backend: 'simd', sampleCount: 0 }), watchNothing, {
      report: () => undefined,
      without: [],
    });
    await expect(asking<'plane'>(training)('sample', spec)).rejects.toThrow('There is no network to ask yet.');
    await training.prepare();
    await training.step(400);
    const first = await asking<'plane'>(training)('sample', spec);
    expect((await asking<'plane'>(training)('sample', spec)).states).toEqual(first.states);
    // Other schedules and samplers come to nearly the same points: one model, one ODE.
    const other = await asking<'plane'>(training)('sample', {
      ...spec,
      sampler: 'unipc',
      schedule: scheduleDefaults.flow,
      steps: 60,
    });
    expect(meanDistance(stateOf(first), stateOf(other))).toBeLessThan(0.2);
    await expect(asking<'plane'>(training)('sample', { ...spec, steps: -1 })).rejects.toThrow(/steps is -1/);
  });

  it('is asked for by the page, and answered once', async () => {
    const { engine, workers } = fakeEngine();
    const asking = engine.open(plane, parsePlaneSettings({})).ask('sample', spec);
    const [asked] = workers[0].of('ask');
    expect(asked).toMatchObject({ run: 'run-1', question: 'sample', spec });
    const answer: Sampled = { times: Float64Array.of(0), evaluations: Float64Array.of(1), states: new Float64Array(2) };
    workers[0].report({ type: 'reply', request: asked.request, value: answer });
    expect(await asking).toBe(answer);
    engine.dispose();
  });
});
