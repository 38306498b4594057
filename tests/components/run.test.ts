import { describe, expect, it } from 'vitest';
import { blank } from '../engine/fake-worker';
import { empty, full, kinds, played, turn, type AnyRun } from './runs';

const { page, worker, begin, opened, since, tell, saved } = played();

describe.each(kinds)('a run of %s as signals', (name, create) => {
  it('opens nothing before it is asked to, and then its own kind', () => {
    const run = begin(create);
    expect(run.started()).toBe(false);
    expect(run.status.value).toBe('static');
    run.play();
    expect(opened()).toMatchObject({ kind: name, settings: { backend: 'auto' } });
    expect(since()).toEqual(['open', 'play']);
    expect(run.status.value).toBe('loading');
  });

  it('rests where it was scrolled out of sight before it was opened', () => {
    const run = begin(create);
    run.setVisible(false);
    run.play();
    expect(since()).toEqual(['open', 'visible', 'play']);
    expect(worker().of('visible').at(-1)).toMatchObject({ visible: false, run: opened().run });
  });

  it('computes where the reader wants it, from the first and when another backend is chosen', () => {
    page.documentElement.dataset.backend = 'wasm';
    const run = begin(create);
    run.start();
    expect(opened().settings).toMatchObject({ backend: 'wasm' });
    page.documentElement.dataset.backend = 'webgl';
    page.dispatchEvent(new Event('settings:change'));
    expect(worker().of('configure').at(-1)).toMatchObject({
      run: opened().run,
      change: { backend: 'webgl' },
      how: 'reset',
    });
    const before = worker().sent.length;
    page.dispatchEvent(new Event('settings:change'));
    run.stop();
    page.documentElement.dataset.backend = 'cpu';
    page.dispatchEvent(new Event('settings:change'));
    expect(
      worker()
        .sent.slice(before)
        .map(({ type }) => type),
    ).toEqual(['close']);
  });

  it('stays where a figure has put it', () => {
    const run = begin(create);
    run.configure({ backend: 'cpu' });
    run.start();
    page.documentElement.dataset.backend = 'webgl';
    page.dispatchEvent(new Event('settings:change'));
    expect(opened().settings).toMatchObject({ backend: 'cpu' });
    expect(since()).toEqual(['open']);
  });

  it('keeps what was last seen while a status alone arrives, and begins its curve anew with new weights', async () => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    tell({ ...empty, step: 9 });
    await turn();
    expect([run.snapshot.value?.step, run.seen.value?.step]).toEqual([9, 5]);
    expect(run.history.value).toEqual([{ step: 5 }, { step: 9 }]);
    tell({ ...full, step: 2 });
    await turn();
    expect(run.history.value).toEqual([{ step: 2 }]);
  });

  it('brings back the network that a reset put away, with its curve, until it learns anew', async () => {
    const run = begin(create);
    run.start();
    run.reset();
    await turn();
    expect(since(), 'nothing is kept of a network that has not learned').toEqual(['open', 'reset']);
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    expect(since().slice(-2)).toEqual(['save', 'reset']);
    const bytes = Uint8Array.of(1, 2, 3);
    saved(bytes);
    await turn();
    tell({ ...full, step: 0 });
    await turn();
    run.undo.value?.();
    const back = worker().of('load').at(-1)!;
    expect(back.checkpoint).toEqual(bytes);
    expect(run.undo.value).toBeNull();
    worker().report({ type: 'reply', request: back.request, value: null });
    await turn();
    expect(run.history.value).toEqual([{ step: 5 }]);
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    saved(bytes);
    await turn();
    expect(run.undo.value).not.toBeNull();
    run.play();
    expect(run.undo.value).toBeNull();
  });

  it('keeps what the first of two resets has put away', async () => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    run.reset();
    expect(since().slice(-3)).toEqual(['save', 'reset', 'reset']);
    saved(Uint8Array.of(1));
    await turn();
    run.reset();
    expect(since().slice(-2)).toEqual(['reset', 'reset']);
    run.undo.value?.();
    expect(worker().of('load').at(-1)!.checkpoint).toEqual(Uint8Array.of(1));
  });

  it.each([
    ['goes on training', (run: AnyRun) => run.play()],
    ['gets other settings', (run: AnyRun) => run.configure({ seed: 8 }, 'reset')],
    ['is given another network', (run: AnyRun) => void run.load(Uint8Array.of(2))],
    [
      'is put away and opened again',
      (run: AnyRun) => {
        run.stop();
        run.start();
      },
    ],
  ])('offers nothing back that was still being saved when it %s', async (_, next) => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.reset();
    const { request } = worker().of('save').at(-1)!;
    next(run);
    worker().report({ type: 'reply', request, value: Uint8Array.of(1) });
    await turn();
    expect(run.undo.value).toBeNull();
  });

  it('says that it failed where nothing could be built, and forgets it at the next press', async () => {
    const run = begin(create);
    run.play();
    worker().report({ type: 'failure', run: opened().run, kind: 'unreachable', sentence: 'No connection.' });
    expect(run.failure.value?.sentence).toBe('No connection.');
    expect(run.status.value).toBe('error');
    run.play();
    expect(run.failure.value).toBeNull();
    tell({ ...blank, ...empty, run: opened().run, status: 'running' });
    await turn();
    expect(run.status.value).toBe('running');
  });

  it('shows nothing of a network that was put away', async () => {
    const run = begin(create);
    run.start();
    tell({ ...full, step: 5 });
    await turn();
    run.stop();
    tell({ ...full, step: 6 });
    await turn();
    expect([run.snapshot.value, run.seen.value, run.history.value]).toEqual([null, null, []]);
    expect(run.status.value).toBe('static');
  });
});
