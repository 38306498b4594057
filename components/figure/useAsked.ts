/** A figure whose picture is asked of the worker: anew whenever its settings change while it is seen. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { FigureState } from './useFigure';

export interface AskedWork<T extends object, Shown extends object> {
  readonly figure: FigureState<T>;
  /** What is shown at first, of the settings at first. */
  readonly first: (settings: T) => Shown;
  /** What of the settings the answer depends on: it is asked for again when this changes. */
  readonly key: (settings: T) => string;
  /** Asks, and tells what has changed of what is shown as it comes. Rejects when `gone` is aborted. */
  readonly follow: (
    settings: T,
    shown: Shown,
    change: (part: Partial<Shown>) => void,
    gone: AbortSignal,
  ) => Promise<void>;
  /** Milliseconds that settings stand before anything is asked (120): a slider on its way asks for nothing. */
  readonly pause?: number;
  /** Whether an answer under way is finished before the newest settings are taken up, so that a drag is followed; else it is given up. */
  readonly finish?: boolean;
}

export interface Asked<T extends object, Shown extends object> {
  readonly figure: FigureState<T>;
  readonly shown: Signal<Shown>;
  readonly running: ReadonlySignal<boolean>;
  /** A sentence for the reader. */
  readonly error: Signal<string | null>;
  /** Asks for what the settings say, also where it was asked for before. */
  readonly again: () => void;
  readonly stop: () => void;
}

export function useAsked<T extends object, Shown extends object>(work: AskedWork<T, Shown>): Asked<T, Shown> {
  const state = useMemo(() => createAsked(work), [work.figure]);
  useSignalEffect(() => {
    const key = state.key.value;
    if (work.figure.visible.value) state.ask(key);
  });
  useEffect(() => () => state.stop(), [state]);
  return state;
}

/** `useAsked` without a component. */
export function createAsked<T extends object, Shown extends object>(work: AskedWork<T, Shown>) {
  const { figure, key: keyOf, follow, pause = 120, finish = false } = work;
  const first = figure.settings.peek();
  const shown = signal<Shown>(work.first(first));
  const running = signal(false);
  const error = signal<string | null>(null);
  const key = computed(() => keyOf(figure.settings.value));
  let asked = keyOf(first);
  let abort = new AbortController();
  let waiting = false;

  async function start({ signal: gone }: AbortController): Promise<void> {
    running.value = true;
    error.value = null;
    try {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      do {
        waiting = false;
        gone.throwIfAborted();
        await follow(
          figure.settings.peek(),
          shown.peek(),
          (change) => {
            if (!gone.aborted) shown.value = { ...shown.peek(), ...change };
          },
          gone,
        );
      } while (waiting);
    } catch (reason) {
      if (!gone.aborted) error.value = reason instanceof Error ? reason.message : String(reason);
    }
    if (!gone.aborted) running.value = false;
  }

  const begin = () => {
    if (finish && running.peek()) {
      waiting = true;
      return;
    }
    abort.abort();
    abort = new AbortController();
    void start(abort);
  };

  return {
    figure,
    shown,
    running,
    error,
    key,
    ask(next: string) {
      if (next === asked) return;
      asked = next;
      begin();
    },
    again: begin,
    stop() {
      abort.abort();
      waiting = false;
      running.value = false;
    },
  };
}
