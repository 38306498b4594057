/** What follows from a key and takes time: computed again when the key changes; what is stale is dropped. */
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import { delay, livePace, type Pace } from './pace';

/**
 * When the key changes while an answer is under way: `restart` aborts it and begins anew; `finish` lets it come, so that a drag
 * is followed, and takes the newest key up after it.
 */
export type Policy = 'restart' | 'finish';

/** What one run works with. */
export interface Task<Shown extends object> {
  readonly key: string;
  /** What was shown when the run began. */
  readonly shown: Shown;
  /** Changes a part of what is shown; of a run that was given up nothing is shown. */
  readonly change: (part: Partial<Shown>) => void;
  /** Aborted when the answer is not wanted any more. */
  readonly signal: AbortSignal;
  /** Turns for the page. Out of sight, and where the run is given up, work goes no further than its next rest. */
  readonly pace: Pace;
}

export interface DerivedWork<Shown extends object> {
  readonly first: Shown;
  /** Names what the answer depends on, read from signals. Null where there is nothing to ask. */
  readonly key: () => string | null;
  /** The key that `first` answers. Without it, that of the beginning; null where `first` answers none. */
  readonly known?: string | null;
  /** Asks, and waits for the answer; or computes in pieces, which are run in slices. */
  readonly run: (task: Task<Shown>) => Promise<void> | Iterator<unknown, unknown>;
  /** Milliseconds that a key stands before it is taken up (0): a slider on its way asks for nothing. */
  readonly debounce?: number;
  readonly policy?: Policy | (() => Policy);
  /** `change` (the default): the answer follows its key. `asked`: it is given on `again()` alone, and given up when the key changes. */
  readonly on?: 'change' | 'asked';
  /** Nothing begins while this is false. */
  readonly visible?: ReadonlySignal<boolean>;
}

export interface Derived<Shown extends object> {
  readonly shown: Signal<Shown>;
  readonly running: ReadonlySignal<boolean>;
  /** A sentence for the reader about the last run; null when the next begins. */
  readonly error: Signal<string | null>;
  /** Runs now, also where the answer is there. */
  readonly again: () => void;
  /** Gives up what is under way; it is not begun again before the key changes. */
  readonly stop: () => void;
  /** Follows the key until the function that it returns is called, which also gives up what is under way. */
  readonly follow: () => () => void;
}

/** @param work read once; the newest values reach `run` through the signals that `key` reads */
export function createDerived<Shown extends object>(work: DerivedWork<Shown>): Derived<Shown> {
  const { first, run, debounce = 0, policy = 'restart', on = 'change', visible } = work;
  const shown = signal(first);
  const running = signal(false);
  const error = signal<string | null>(null);
  const key = computed(work.key);
  // The key that was taken up last. None when its run was given up for another, so that coming back begins anew.
  let taken = work.known === undefined ? key.peek() : work.known;
  let abort = new AbortController();

  const seen = () => visible?.peek() !== false;
  const stop = () => {
    abort.abort();
    running.value = false;
  };

  /** A key that the policy let wait, if it may be taken up now. */
  const newer = () => (on === 'change' && seen() && key.peek() !== taken ? key.peek() : null);

  async function once(key: string, signal: AbortSignal): Promise<void> {
    error.value = null;
    try {
      const pace = livePace({ visible, signal });
      const change = (part: Partial<Shown>) => {
        if (!signal.aborted) shown.value = { ...shown.peek(), ...part };
      };
      const work = run({ key, shown: shown.peek(), change, signal, pace });
      if ('then' in work) await work;
      else await inSlices(work, pace, signal);
    } catch (reason) {
      if (!signal.aborted && !isAbort(reason)) error.value = sentenceOf(reason);
    }
  }

  async function begin(wait: number): Promise<void> {
    if (key.peek() === null) return;
    stop();
    abort = new AbortController();
    const { signal } = abort;
    taken = key.peek();
    running.value = true;
    error.value = null;
    if (wait > 0) await delay(wait, signal).catch(() => undefined);
    for (let next = key.peek(); next !== null && !signal.aborted; next = newer()) {
      taken = next;
      await once(next, signal);
    }
    if (!signal.aborted) running.value = false;
  }

  function follow(next: string | null): void {
    if (next === taken) return;
    if (running.peek()) {
      if (next !== null && on === 'change' && (typeof policy === 'string' ? policy : policy()) === 'finish') return;
      stop();
      taken = null;
    }
    if (next !== null && on === 'change' && seen()) void begin(debounce);
  }

  return {
    shown,
    running,
    error,
    again: () => void begin(0),
    stop,
    follow() {
      const end = effect(() => {
        const next = key.value;
        // Read so that what changed out of sight is taken up when it is seen.
        void visible?.value;
        untracked(() => follow(next));
      });
      return () => {
        end();
        stop();
      };
    },
  };
}

async function inSlices(work: Iterator<unknown, unknown>, pace: Pace, signal: AbortSignal): Promise<void> {
  while (work.next().done !== true) {
    const rest = pace.rest();
    if (rest) await rest;
    signal.throwIfAborted();
  }
}

function isAbort(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'AbortError';
}

function sentenceOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
