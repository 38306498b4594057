/** The bench tied to its settings: the record that belongs to the claim, and what the page has run of it. */
import { signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ClaimName } from '../../../src/core/claims/index';
import { runExperiment } from '../../../src/engine/experiment-client';
import { backendNames } from '../../../src/engine/protocol';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { claimBench, liveSeeds, type ClaimBenchSettings, type Measured, type Recorded } from './state';

export interface ClaimBenchProps extends IslandProps {
  /** Of the claim that the chapter asks for. */
  readonly built: Recorded;
}

export interface Live extends Measured {
  readonly claim: ClaimName;
  /** Share of the work that is done, and seconds since it began. */
  readonly done: number;
  readonly elapsed: number;
  readonly backend: string | null;
}

export interface ClaimBenchState {
  readonly figure: FigureState<ClaimBenchSettings>;
  /** Null while the record of another claim than the chapter's is fetched. */
  readonly recorded: ReadonlySignal<Recorded | null>;
  readonly live: ReadonlySignal<Live | null>;
  readonly running: ReadonlySignal<boolean>;
  readonly error: Signal<string | null>;
  readonly run: () => void;
  readonly stop: () => void;
  readonly forget: () => void;
}

export function useClaimBench({ id, initial, built }: ClaimBenchProps): ClaimBenchState {
  const figure = useFigure({ id, schema: claimBench, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => state.follow(figure.settings.value));
  useEffect(() => () => state.stop(), [state]);
  return state;
}

function createState(figure: FigureState<ClaimBenchSettings>, built: Recorded) {
  const recorded = signal<Recorded | null>(built);
  const live = signal<Live | null>(null);
  const running = signal(false);
  const error = signal<string | null>(null);
  let followed = figure.settings.peek();
  let abort = new AbortController();

  const stop = () => {
    abort.abort();
    running.value = false;
  };

  async function measure({ signal: gone }: AbortController): Promise<void> {
    const settings = figure.settings.peek();
    const { claim } = settings;
    const seeds = liveSeeds(settings);
    const begun = performance.now();
    const show = (change: Partial<Live>) => {
      if (!gone.aborted)
        live.value = {
          ...(live.peek() ?? { claim, seeds, rows: [], done: 0, backend: null }),
          ...change,
          elapsed: (performance.now() - begun) / 1000,
        };
    };
    live.value = null;
    show({});
    try {
      const { rows, backend } = await runExperiment(
        { claim, seeds },
        { signal: gone, onProgress: ({ rows, done }) => show({ rows, done }) },
      );
      show({ rows, done: 1, backend: backendNames[backend] });
    } catch (reason) {
      if (!gone.aborted) error.value = reason instanceof Error ? reason.message : String(reason);
    }
    if (!gone.aborted) running.value = false;
  }

  return {
    figure,
    recorded,
    live,
    running,
    error,
    stop,
    follow(next: ClaimBenchSettings) {
      const before = followed;
      followed = next;
      if (before.claim === next.claim && before.seed === next.seed && before.count === next.count) return;
      stop();
      live.value = null;
      error.value = null;
      if (recorded.peek()?.claim === next.claim) return;
      recorded.value = null;
      void import('./record').then((found) => {
        if (followed.claim === next.claim) recorded.value = found.recorded(next.claim);
      });
    },
    run() {
      stop();
      abort = new AbortController();
      running.value = true;
      error.value = null;
      void measure(abort);
    },
    forget() {
      stop();
      live.value = null;
    },
  };
}
