import { computed, signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { livePace } from './kit/pace';
import type { FigureState } from './useFigure';

export interface SlicedWork<T extends object, Shown extends object> {
  readonly figure: FigureState<T>;
  /** What is shown at first, of the settings at first. */
  readonly first: (settings: T) => Shown;
  /** What of the settings the work depends on: it is done again when this changes. */
  readonly key: (settings: T) => string;
  /** The work, in pieces; each tells what has changed of what is shown. */
  readonly follow: (settings: T, shown: Shown, change: (part: Partial<Shown>) => void) => Generator<unknown, unknown>;
}

export interface Sliced<T extends object, Shown extends object> {
  readonly figure: FigureState<T>;
  readonly shown: ReadonlySignal<Shown>;
  readonly running: ReadonlySignal<boolean>;
}

/** A figure whose picture is computed anew, in slices, whenever its settings change while it is seen; older work is given up. */
export function useSliced<T extends object, Shown extends object>(work: SlicedWork<T, Shown>): Sliced<T, Shown> {
  const state = useMemo(() => createSliced(work), [work.figure]);
  useSignalEffect(() => {
    const key = state.key.value;
    if (work.figure.visible.value) state.follow(key);
  });
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

function createSliced<T extends object, Shown extends object>({
  figure,
  first,
  key: keyOf,
  follow,
}: SlicedWork<T, Shown>) {
  const initial = figure.settings.peek();
  const shown = signal<Shown>(first(initial));
  const running = signal(false);
  const key = computed(() => keyOf(figure.settings.value));
  let followed = keyOf(initial);
  let runs = 0;

  async function start(): Promise<void> {
    const run = ++runs;
    const pace = livePace();
    running.value = true;
    const pieces = follow(figure.settings.peek(), shown.peek(), (change) => {
      shown.value = { ...shown.peek(), ...change };
    });
    while (!pieces.next().done) {
      const rest = pace.rest();
      if (rest) await rest;
      if (run !== runs) return;
    }
    running.value = false;
  }

  return {
    figure,
    shown,
    running,
    key,
    follow(next: string) {
      if (next === followed) return;
      followed = next;
      void start();
    },
    dispose() {
      runs += 1;
    },
  };
}
