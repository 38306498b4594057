/** The run, what it costs under other settings, and its times, tied to the settings. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createDerived } from '../kit/derived';
import { charting, type Charts } from './charts';
import { solvedNow, solving, type Solved } from './solve';
import { chartsKey, parallelSteps, runKey, type ParallelSettings } from './state';
import { timing, type Timing } from './timing';

export interface ParallelStepsProps extends IslandProps {
  /** The charts as they were computed when the page was built. */
  readonly built?: Charts | null;
}

export interface ParallelStepsState {
  readonly figure: FigureState<ParallelSettings>;
  /** The newest run; a moment behind the settings where they are dragged. */
  readonly solved: ReadonlySignal<Solved>;
  readonly charts: ReadonlySignal<Charts | null>;
  readonly charting: ReadonlySignal<boolean>;
  readonly chart: () => void;
  readonly stopCharts: () => void;
  /** Times of the run shown; null where it was not timed. */
  readonly times: ReadonlySignal<Timing | null>;
  readonly timing: ReadonlySignal<boolean>;
  readonly time: () => void;
  readonly stop: () => void;
  /** Seconds that each has taken so far. */
  readonly seconds: ReadonlySignal<{ readonly charts: number; readonly timing: number }>;
  /** Whether anything is being computed. */
  readonly busy: ReadonlySignal<boolean>;
  readonly said: ReadonlySignal<string | null>;
  readonly dismiss: () => void;
  readonly playing: Signal<boolean>;
}

export function useParallelSteps({ id, initial, built = null }: ParallelStepsProps): ParallelStepsState {
  const figure = useFigure({ id, schema: parallelSteps, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useEffect(() => state.follow(), [state]);
  return state;
}

function stopwatch(): () => number {
  const since = performance.now();
  return () => (performance.now() - since) / 1000;
}

function createState(figure: FigureState<ParallelSettings>, built: Charts | null) {
  const { visible } = figure;
  const at = figure.settings.peek();
  const key = computed(() => runKey(figure.settings.value));
  const run = createDerived<{ readonly solved: Solved }>({
    first: { solved: solvedNow(at, runKey(at)) },
    key: () => key.value,
    policy: 'finish',
    visible,
    *run({ key: of, change }) {
      change({ solved: yield* solving(figure.settings.peek(), of) });
    },
  });
  const charts = createDerived<{ readonly charts: Charts | null; readonly seconds: number }>({
    first: { charts: built, seconds: 0 },
    known: built?.key ?? null,
    key: () => chartsKey(figure.settings.value),
    debounce: 300,
    visible,
    run({ key: of, change }) {
      const passed = stopwatch();
      change({ seconds: 0 });
      return charting(figure.settings.peek(), of, (told) => change({ charts: told, seconds: passed() }));
    },
  });
  const times = createDerived<{ readonly times: Timing | null; readonly seconds: number }>({
    first: { times: null, seconds: 0 },
    key: () => key.value,
    on: 'asked',
    visible,
    run({ key: of, change }) {
      const passed = stopwatch();
      change({ times: null, seconds: 0 });
      return timing(figure.settings.peek(), of, (told) => change({ times: told, seconds: passed() }));
    },
  });
  return {
    figure,
    solved: computed(() => run.shown.value.solved),
    charts: computed(() => charts.shown.value.charts),
    charting: charts.running,
    chart: charts.again,
    stopCharts: charts.stop,
    times: computed(() => {
      const { times: told } = times.shown.value;
      return told?.key === run.shown.value.solved.key ? told : null;
    }),
    timing: times.running,
    time: times.again,
    stop: times.stop,
    seconds: computed(() => ({ charts: charts.shown.value.seconds, timing: times.shown.value.seconds })),
    busy: computed(() => [run, charts, times].some(({ running }) => running.value)),
    said: computed(() => run.error.value ?? charts.error.value ?? times.error.value),
    dismiss() {
      for (const { error } of [run, charts, times]) error.value = null;
    },
    playing: signal(false),
    follow() {
      const ends = [run.follow(), charts.follow(), times.follow()];
      return () => ends.forEach((end) => end());
    },
  };
}
