/** The bench tied to its settings: the record that belongs to the claim, and what the page has run of it. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { BenchedName } from '../../../src/core/claims/index';
import { engine } from '../../../src/engine/client';
import { backendNames } from '../../../src/engine/backends';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createDerived } from '../kit/derived';
import { secondsFor } from './words';
import { claimBench, liveSeeds, type ClaimBenchSettings, type Measured, type Recorded } from './state';

export interface ClaimBenchProps extends IslandProps {
  /** Of the claim that the chapter asks for. */
  readonly built: Recorded;
}

export interface Live extends Measured {
  readonly claim: BenchedName;
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

/** How many times as long as the record's machine this one took for the last run of any bench in the page; null before the first. */
export const slowerHere = signal<number | null>(null);

export function useClaimBench({ id, initial, built }: ClaimBenchProps): ClaimBenchState {
  const figure = useFigure({ id, schema: claimBench, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => state.turnTo(figure.settings.value));
  useEffect(() => state.follow(), [state]);
  return state;
}

const runKey = ({ claim, seed, count }: ClaimBenchSettings): string => JSON.stringify([claim, seed, count]);

function createState(figure: FigureState<ClaimBenchSettings>, built: Recorded) {
  const recorded = signal<Recorded | null>(built);
  let turnedTo = figure.settings.peek();

  const bench = createDerived<{ readonly live: Live | null }>({
    first: { live: null },
    key: () => runKey(figure.settings.value),
    on: 'asked',
    async run({ change, signal: gone }) {
      const settings = figure.settings.peek();
      const { claim } = settings;
      const seeds = liveSeeds(settings);
      const begun = performance.now();
      let live: Omit<Live, 'elapsed'> = { claim, seeds, rows: [], done: 0, backend: null };
      const show = (part: Partial<Live>) => {
        live = { ...live, ...part };
        change({ live: { ...live, elapsed: (performance.now() - begun) / 1000 } });
      };
      show({});
      const { rows, backend } = await engine().ask(
        'claims',
        'test',
        { claim, seeds },
        { signal: gone, onProgress: ({ rows, done }) => show({ rows, done }) },
      );
      show({ rows, done: 1, backend: backendNames[backend] });
      const of = recorded.peek();
      if (of) slowerHere.value = (performance.now() - begun) / 1000 / secondsFor(of, rows.length);
    },
  });
  const forget = () => {
    bench.stop();
    bench.shown.value = { live: null };
  };

  return {
    figure,
    recorded,
    live: computed(() => bench.shown.value.live),
    running: bench.running,
    error: bench.error,
    run: bench.again,
    stop: bench.stop,
    follow: bench.follow,
    forget,
    /** Another run has nothing to show yet; another claim has another record. */
    turnTo(next: ClaimBenchSettings) {
      const before = turnedTo;
      turnedTo = next;
      if (runKey(before) === runKey(next)) return;
      forget();
      bench.error.value = null;
      if (recorded.peek()?.claim === next.claim) return;
      recorded.value = null;
      void import('./record').then((found) => {
        if (turnedTo.claim === next.claim) recorded.value = found.recorded(next.claim);
      });
    },
  };
}
