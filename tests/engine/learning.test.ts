/** The life of a run, whatever it learns: every accident of docs/DECISIONS.md, with a network that does as it is told. */
import { afterEach, describe, expect, it } from 'vitest';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import type { Report, RunFacts } from '../../src/engine/protocol';
import type { Learner, Learning } from '../../src/engine/worker/half';
import { LearningRun } from '../../src/engine/worker/learning';
import { page } from '../../src/engine/worker/page';
import { BackendLostError } from '../../src/net/trainer';
import { silent } from './runs';

interface Saved {
  readonly steps: number;
}

/** A network of one number, and what is to happen next. */
function fake() {
  const state = { steps: 0, loss: 1, lost: false, offline: false, built: 0 };
  const lose = () => {
    if (!state.lost) return;
    state.lost = false;
    throw new BackendLostError('webgl', 'gone');
  };
  const learner: Learner<Saved> = {
    backend: 'webgl',
    get steps() {
      return state.steps;
    },
    examplesPerStep: 10,
    flopsPerStep: 100,
    train(steps) {
      lose();
      state.steps += steps;
      return state.loss;
    },
    reset: () => void (state.steps = 0),
    save: () => ({ steps: state.steps }),
    load: (saved) => void (state.steps = saved.steps),
    dispose: () => {},
  };
  const learning: Learning<'plane', Saved, Learner<Saved>> = {
    parse: parsePlaneSettings,
    needsNewNetwork: (a, b) => a.seed !== b.seed,
    start() {
      if (state.offline) return Promise.reject(new Error('No connection.'));
      state.built++;
      return Promise.resolve({ choice: { backend: 'webgl', reason: 'told', warning: null }, trainer: learner });
    },
    configure: () => {},
    rate: ({ learningRate }) => learningRate,
    observe() {
      lose();
      return {};
    },
    unseen: () => ({}) as never,
    codec: {
      write: (_, { steps }) => ({ about: { steps }, arrays: {} }),
      read: ({ about }) => ({ steps: Number(about.steps) }),
      stepOf: ({ steps }) => steps,
    },
    answers: {
      sample: {
        check: () => ({}) as never,
        answer() {
          lose();
          return state.steps as never;
        },
      },
      likelihood: { check: () => ({}) as never, answer: () => 0 as never },
      parallel: { check: () => ({}) as never, answer: () => 0 as never },
      parallelCost: { check: () => ({}) as never, answer: () => 0 as never },
      parallelTimes: { check: () => ({}) as never, answer: () => 0 as never },
    },
    keepMs: 0,
  };
  const reports: Report[] = [];
  const run = new LearningRun(
    learning,
    'run',
    planeDefaults,
    { ...watchNothing, interval: 0 },
    {
      without: [],
      report: (report) => void reports.push(report),
    },
  );
  const last = (): RunFacts => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot] : [])).at(-1)!;
  const failures = () => reports.flatMap((r) => (r.type === 'failure' ? [r.kind] : []));
  return { state, run, last, failures, reports };
}

afterEach(() => {
  page.visible = true;
});

describe('a run that meets an accident', () => {
  it('goes on from its kept weights where the backend is lost in a slice, and spends nothing for it', async () => {
    const { state, run, last, failures } = fake();
    await run.prepare();
    await run.step(5);
    const { step, spent } = last();
    await run.play();
    state.lost = true;
    expect(await run.slice()).toBe(0);
    expect(failures()).toEqual(['context-lost']);
    expect(state.built).toBe(2);
    expect(last()).toMatchObject({ step, spent, status: 'running' });
    run.dispose();
  });

  it.each([
    ['a step', (run: ReturnType<typeof fake>['run']) => run.step(1)],
    ['a look', (run: ReturnType<typeof fake>['run']) => run.setWatch({ samples: true })],
    ['a question', (run: ReturnType<typeof fake>['run']) => run.ask('sample', {}, silent)],
  ])('goes on where the backend is lost in %s', async (_, act) => {
    const { state, run, last, failures } = fake();
    await run.prepare();
    await run.step(7);
    state.lost = true;
    await act(run);
    expect(failures()).toEqual(['context-lost']);
    expect(state.built).toBe(2);
    expect(last()).toMatchObject({ step: 7, status: 'paused' });
    run.dispose();
  });

  it('stops where the loss leaves the numbers, with the last good weights', async () => {
    const { state, run, last, failures, reports } = fake();
    await run.prepare();
    await run.step(7);
    state.loss = Infinity;
    await run.play();
    expect(await run.slice()).toBe(Infinity);
    expect(failures()).toEqual(['diverged']);
    expect(reports.find((r) => r.type === 'failure')).toMatchObject({
      sentence: expect.stringMatching(/weights of step 7 are kept/) as string,
    });
    expect(last()).toMatchObject({ step: 7, status: 'error' });
    run.dispose();
  });

  it('says that it is out of reach, and tries again when asked to play', async () => {
    const { state, run, last, failures } = fake();
    state.offline = true;
    await run.prepare();
    expect(failures()).toEqual(['unreachable']);
    await expect(run.ask('sample', {}, silent)).rejects.toThrow('There is no network to ask yet.');
    state.offline = false;
    await run.play();
    expect(last().status).toBe('running');
    run.dispose();
  });

  it('rests in a hidden tab and out of sight, and hands over what was learned', async () => {
    const { run, last } = fake();
    await run.prepare();
    await run.play();
    run.setVisible(false);
    expect(await run.slice()).toBe(Infinity);
    expect(last()).toMatchObject({ status: 'resting', checkpoint: expect.any(Uint8Array) as Uint8Array });
    run.setVisible(true);
    page.visible = false;
    expect(await run.slice()).toBe(Infinity);
    page.visible = true;
    expect(await run.slice()).toBe(0);
    run.dispose();
  });

  it('gives up an answer that nobody waits for, and says which questions it knows', async () => {
    const { run } = fake();
    await run.prepare();
    await expect(run.ask('taste', {}, silent)).rejects.toThrow(
      'unknown question: taste (expected sample, likelihood, parallel, parallelCost, parallelTimes)',
    );
    await expect(run.step(1, 'generator')).rejects.toThrow('unknown part: generator (expected none)');
    run.dispose();
  });
});
