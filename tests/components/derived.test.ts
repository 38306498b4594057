import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDerived, type DerivedWork, type Task } from '../../components/figure/kit/derived';
import { delay, livePace } from '../../components/figure/kit/pace';

interface Shown {
  readonly answer: string | null;
  readonly asked?: number;
}

/** A worker that answers when told to. Aborted questions are answered too, late: what is stale has to be dropped by the asker. */
function oracle() {
  const open: { readonly key: string; readonly task: Task<Shown>; answer(): void; fail(reason: unknown): void }[] = [];
  const run = (task: Task<Shown>) =>
    new Promise<void>((resolve, reject) => {
      open.push({
        key: task.key,
        task,
        answer() {
          task.change({ answer: task.key });
          resolve();
        },
        fail: reject,
      });
    });
  return { open, run, keys: () => open.map(({ key }) => key) };
}

function setUp(work: Partial<DerivedWork<Shown>> = {}) {
  const key = signal<string | null>('a');
  const visible = signal(true);
  const worker = oracle();
  const derived = createDerived<Shown>({
    first: { answer: 'a' },
    key: () => key.value,
    visible,
    run: worker.run,
    ...work,
  });
  const end = derived.follow();
  return { key, visible, derived, end, ...worker };
}

const passed = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is derived from a key', () => {
  it('asks nothing for what is known, and at once for what is not', () => {
    expect(setUp().keys()).toEqual([]);
    expect(setUp({ known: 'b' }).keys()).toEqual(['a']);
    expect(setUp({ known: null }).keys()).toEqual(['a']);
  });

  it('runs again when the key changes, and shows the answer', async () => {
    const { key, derived, open, keys } = setUp();
    key.value = 'b';
    expect(derived.running.value).toBe(true);
    open[0].answer();
    await passed();
    expect([derived.shown.value.answer, derived.running.value]).toEqual(['b', false]);
    key.value = 'b';
    expect(keys()).toEqual(['b']);
  });

  it('restart: aborts what is under way, and shows nothing of it however late it answers', async () => {
    const { key, derived, open, keys } = setUp();
    key.value = 'b';
    key.value = 'c';
    expect(keys()).toEqual(['b', 'c']);
    expect([open[0].task.signal.aborted, open[1].task.signal.aborted]).toEqual([true, false]);
    open[0].answer();
    await passed();
    expect([derived.shown.value.answer, derived.running.value]).toEqual(['a', true]);
    open[1].answer();
    await passed();
    expect([derived.shown.value.answer, derived.running.value]).toEqual(['c', false]);
  });

  it('restart: begins anew where a key comes back whose run was given up', () => {
    const { key, keys } = setUp();
    key.value = 'b';
    key.value = 'a';
    expect(keys()).toEqual(['b', 'a']);
  });

  it('finish: lets the answer come, then takes up the newest key alone', async () => {
    const { key, derived, open, keys } = setUp({ policy: 'finish' });
    for (const next of ['b', 'c', 'd']) key.value = next;
    expect([keys(), open[0].task.signal.aborted]).toEqual([['b'], false]);
    open[0].answer();
    await passed();
    expect([keys(), derived.shown.value.answer, derived.running.value]).toEqual([['b', 'd'], 'b', true]);
    open[1].answer();
    await passed();
    expect([keys(), derived.shown.value.answer, derived.running.value]).toEqual([['b', 'd'], 'd', false]);
  });

  it('finish: asks no second time for a key that came back, and goes on after a failure', async () => {
    const { key, derived, open, keys } = setUp({ policy: 'finish' });
    for (const next of ['b', 'c', 'b']) key.value = next;
    open[0].answer();
    await passed();
    expect([keys(), derived.running.value]).toEqual([['b'], false]);
    for (const next of ['c', 'd']) key.value = next;
    open[1].fail(new Error('The worker stopped.'));
    await passed();
    expect([keys(), derived.error.value]).toEqual([['b', 'c', 'd'], null]);
  });

  it('asks its policy at every change', () => {
    const { key, keys } = setUp({ policy: () => (key.peek() === 'c' ? 'finish' : 'restart') });
    key.value = 'b';
    key.value = 'c';
    expect(keys()).toEqual(['b']);
    key.value = 'd';
    expect(keys()).toEqual(['b', 'd']);
  });

  it('waits until a key has stood for its debounce, and works with the newest', async () => {
    const { key, derived, keys } = setUp({ debounce: 100 });
    key.value = 'b';
    await passed(90);
    key.value = 'c';
    await passed(90);
    expect([keys(), derived.running.value]).toEqual([[], true]);
    await passed(10);
    expect(keys()).toEqual(['c']);
    derived.again();
    expect(keys()).toEqual(['c', 'c']);
  });

  it('begins nothing out of sight, and takes the newest key up when it is seen', async () => {
    const { key, visible, derived, open, keys } = setUp();
    visible.value = false;
    key.value = 'b';
    key.value = 'c';
    expect([keys(), derived.running.value]).toEqual([[], false]);
    visible.value = true;
    expect(keys()).toEqual(['c']);
    visible.value = false;
    open[0].answer();
    await passed();
    expect(derived.shown.value.answer).toBe('c');
    visible.value = true;
    expect(keys()).toEqual(['c']);
  });

  it('gives up what is under way where there is nothing to ask any more', () => {
    const { key, derived, open, keys } = setUp();
    key.value = 'b';
    key.value = null;
    derived.again();
    expect([open[0].task.signal.aborted, derived.running.value, keys()]).toEqual([true, false, ['b']]);
  });

  it('says in a sentence what went wrong until the next run, and nothing of what was aborted', async () => {
    const { key, derived, open } = setUp();
    key.value = 'b';
    open[0].fail(new Error('The weights are missing.'));
    await passed();
    expect([derived.error.value, derived.running.value]).toEqual(['The weights are missing.', false]);
    key.value = 'c';
    expect(derived.error.value).toBeNull();
    key.value = 'd';
    open[1].fail(new Error('stopped'));
    open[2].fail(new DOMException('gone', 'AbortError'));
    await passed();
    expect([derived.error.value, derived.running.value]).toEqual([null, false]);
  });

  it('stops, stays stopped until the key changes, and runs again on demand', () => {
    const { key, visible, derived, open, keys } = setUp();
    key.value = 'b';
    derived.stop();
    expect([open[0].task.signal.aborted, derived.running.value]).toEqual([true, false]);
    visible.value = false;
    visible.value = true;
    expect(keys()).toEqual(['b']);
    derived.again();
    derived.again();
    expect([keys(), open[1].task.signal.aborted]).toEqual([['b', 'b', 'b'], true]);
    key.value = 'c';
    expect(keys()).toEqual(['b', 'b', 'b', 'c']);
  });

  it('where it is asked for: runs on demand alone, and is given up when the key changes', async () => {
    const { key, derived, open, keys } = setUp({ on: 'asked', policy: 'finish' });
    key.value = 'b';
    expect(keys()).toEqual([]);
    derived.again();
    key.value = 'c';
    expect([keys(), open[0].task.signal.aborted, derived.running.value]).toEqual([['b'], true, false]);
    open[0].answer();
    await passed();
    expect(derived.shown.value.answer).toBe('a');
  });

  it('ends with its figure', () => {
    const { key, end, open, keys } = setUp();
    key.value = 'b';
    end();
    key.value = 'c';
    expect([keys(), open[0].task.signal.aborted]).toEqual([['b'], true]);
  });
});

describe('what is computed in slices', () => {
  /** Pieces of 4 ms each. */
  function pieces() {
    let clock = 0;
    let done = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const run = function* ({ key, change }: Task<Shown>) {
      for (let i = 0; i < 10; i++) {
        clock += 4;
        done += 1;
        yield;
      }
      change({ answer: key });
    };
    return { run, done: () => done };
  }
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('gives the page its turn after every slice, and comes to its end', async () => {
    const { run, done } = pieces();
    const { key, derived } = setUp({ run });
    key.value = 'b';
    expect(done()).toBe(3);
    expect(vi.getTimerCount()).toBe(1);
    await passed(10);
    expect([done(), derived.shown.value.answer, derived.running.value]).toEqual([10, 'b', false]);
  });

  it('does no more of what is stale', async () => {
    const { run, done } = pieces();
    const { key, derived } = setUp({ run });
    key.value = 'b';
    key.value = 'c';
    expect(done()).toBe(6);
    await passed(10);
    expect([done(), derived.shown.value.answer]).toEqual([13, 'c']);
  });

  it('rests while nobody looks, and goes on where it was', async () => {
    const { run, done } = pieces();
    const { key, visible, derived } = setUp({ run });
    key.value = 'b';
    visible.value = false;
    await passed(1000);
    expect([done(), derived.running.value]).toEqual([3, true]);
    visible.value = true;
    await passed(10);
    expect([done(), derived.shown.value.answer]).toEqual([10, 'b']);
  });

  it('gives up resting, too', async () => {
    const abort = new AbortController();
    const visible = signal(false);
    const pace = livePace({ visible, signal: abort.signal });
    const rest = expect(pace.rest()).rejects.toThrow();
    await passed(5);
    abort.abort();
    await rest;
    await expect(delay(10, abort.signal)).rejects.toThrow();
  });
});
