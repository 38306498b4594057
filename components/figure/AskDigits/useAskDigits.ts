/** The figure tied to its settings: the worker is asked anew whenever they change, and what was asked before is cancelled. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { sampleDigits } from '../../../src/engine/digit-client';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { askDigits, measureKey, picturesKey, type AskDigitsSettings } from './state';
import { follow, fromBuilt, type BuiltAsk, type Shown } from './work';

export interface AskDigitsProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltAsk;
}

export interface AskDigitsState {
  readonly figure: FigureState<AskDigitsSettings>;
  readonly shown: Signal<Shown>;
  readonly running: ReadonlySignal<boolean>;
  readonly error: Signal<string | null>;
  stop(): void;
}

/** Milliseconds that a setting stands before the network is asked: a slider on its way asks for nothing. */
const pause = 120;

export function useAskDigits({ id, initial, built }: AskDigitsProps): AskDigitsState {
  const figure = useFigure({ id, schema: askDigits, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => {
    const key = state.key.value;
    if (figure.visible.value) state.follow(key);
  });
  useEffect(() => () => state.stop(), [state]);
  return state;
}

function createState(figure: FigureState<AskDigitsSettings>, built: BuiltAsk) {
  const first = figure.settings.peek();
  const shown = signal<Shown>(fromBuilt(first, built));
  const running = signal(false);
  const error = signal<string | null>(null);
  const keyOf = (s: AskDigitsSettings) => `${picturesKey(s)} ${measureKey(s)}`;
  const key = computed(() => keyOf(figure.settings.value));
  let followed = keyOf(first);
  let abort = new AbortController();

  async function start({ signal: gone }: AbortController): Promise<void> {
    try {
      await new Promise((resolve) => setTimeout(resolve, pause));
      gone.throwIfAborted();
      await follow(figure.settings.peek(), shown.peek(), built.real, (spec, onProgress) => sampleDigits(spec, { signal: gone, ...(onProgress && { onProgress }) }), (change) => {
        if (!gone.aborted) shown.value = { ...shown.peek(), ...change };
      });
    } catch (reason) {
      if (!gone.aborted) error.value = reason instanceof Error ? reason.message : String(reason);
    }
    if (!gone.aborted) running.value = false;
  }

  return {
    figure, shown, running, error, key,
    follow(next: string) {
      if (next === followed) return;
      followed = next;
      abort.abort();
      abort = new AbortController();
      running.value = true;
      error.value = null;
      void start(abort);
    },
    stop() {
      abort.abort();
      running.value = false;
    },
  };
}
