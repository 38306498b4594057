/** What a link asks of a run, and what is known of a network whose weights are new. */
import { describe, expect, it } from 'vitest';
import { full, kinds, played, turn, type AnyRun } from './runs';

const { worker, begin, opened, since, tell, saved } = played();

describe.each(kinds)('a run of %s', (_, create) => {
  it('trains to where a link asks, and gives the reader’s own end back', async () => {
    const run = begin(create);
    run.configure({ stopAfter: 900 });
    run.trainTo(40);
    expect(run.goal.value).toBe(40);
    expect(worker().of('configure').at(-1)).toMatchObject({ change: { stopAfter: 40 }, how: 'continue' });
    expect(since().at(-1)).toBe('play');
    tell({ ...full, step: 39, number: 9 });
    await turn();
    expect([run.goal.value, run.learned()]).toEqual([40, 39]);
    tell({ ...full, step: 40, status: 'done', number: 9 });
    await turn();
    expect([run.goal.value, run.learned()]).toEqual([null, 40]);
    expect(worker().of('configure').at(-1)).toMatchObject({ change: { stopAfter: 900 } });
    const before = since().length;
    run.trainTo(40);
    expect(since(), 'it is there').toHaveLength(before);
    run.trainTo(80);
    expect(since().slice(-3), 'exactly as many, of new weights').toEqual(['save', 'configure', 'play']);
    expect(worker().of('configure').at(-1)).toMatchObject({ change: { stopAfter: 80 }, how: 'reset' });
    run.pause();
    expect(run.goal.value, 'the reader has taken over').toBeNull();
    run.trainTo(80);
    void run.load(Uint8Array.of(1));
    expect(run.goal.value, 'by another network').toBeNull();
    expect(worker().of('configure').at(-1)).toMatchObject({ change: { stopAfter: 900 } });
  });

  it('trains anew to where a link asks when it has learned for longer', async () => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 100, status: 'done' });
    await turn();
    run.trainTo(80);
    expect(since().slice(-3)).toEqual(['save', 'configure', 'play']);
    const { number } = worker().of('configure').at(-1)!;
    tell({ ...full, step: 100, status: 'done', number: number - 1 });
    await turn();
    expect(run.goal.value, 'what arrives late is of the network before').toBe(80);
    tell({ ...full, step: 80, status: 'done', number });
    await turn();
    expect(run.goal.value).toBeNull();
  });

  it.each([
    ['takes single steps', (run: AnyRun) => run.step(5), 900],
    ['gets other settings', (run: AnyRun) => run.configure({ seed: 8 }, 'reset'), 900],
    ['gets another network without saying so', (run: AnyRun) => run.configure({ seed: 8 }), 900],
    ['is given an end of its own as well', (run: AnyRun) => run.configure({ seed: 8, stopAfter: 700 }, 'reset'), 700],
  ])('is on no way to a goal any more when it %s, and ends where the reader said', (_, next, end) => {
    const run = begin(create);
    run.configure({ stopAfter: 900 });
    run.trainTo(40);
    next(run);
    expect(run.goal.value).toBeNull();
    const ends = worker()
      .of('configure')
      .flatMap(({ change }) => (change as { stopAfter?: number }).stopAfter ?? []);
    expect(ends.at(-1)).toBe(end);
  });

  it('comes to its goal though the reader sets another end meanwhile, which holds from there', async () => {
    const run = begin(create);
    run.trainTo(40);
    run.configure({ stopAfter: 700 });
    expect(worker().of('configure').at(-1)!.change).not.toHaveProperty('stopAfter');
    tell({ ...full, step: 40, status: 'done', number: 9 });
    await turn();
    expect(worker().of('configure').at(-1)).toMatchObject({ change: { stopAfter: 700 } });
  });

  it('has learned nothing that it could tell of, or bring back, when its weights are new', async () => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    expect(run.learned()).toBe(5);
    run.configure({ seed: 8 }, 'reset');
    expect(run.learned(), 'no snapshot of the new one yet').toBe(0);
    const before = since().length;
    run.reset();
    expect(since().slice(before), 'an untrained network is not offered under the curve of another').toEqual(['reset']);
    tell({ ...full, step: 0, number: 9 });
    await turn();
    expect(run.learned()).toBe(0);
  });

  it.each([
    ['is put away', (run: AnyRun) => run.stop()],
    ['begins anew', (run: AnyRun) => run.reset()],
  ])('shows no curve of a network that comes back after it %s', async (_, next) => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    saved(Uint8Array.of(1));
    await turn();
    tell({ ...full, step: 2 });
    await turn();
    run.undo.value?.();
    const { request } = worker().of('load').at(-1)!;
    next(run);
    worker().report({ type: 'reply', request, value: null });
    await turn();
    expect(run.history.value).toEqual([]);
    expect(run.failure.value).toBeNull();
  });

  it('is opened once, however it is asked, and again after it was put away', () => {
    const run = begin(create);
    run.start();
    run.start();
    run.play();
    void run.save();
    expect(since()).toEqual(['open', 'play', 'save']);
    const { run: first } = opened();
    run.stop();
    run.stop();
    expect(since()).toEqual(['open', 'play', 'save', 'close']);
    run.start();
    expect(opened().run).not.toBe(first);
  });
});
