/** The run, what it costs under other settings, and its times, tied to the settings. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createDerived } from '../kit/derived';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { charting, chartingBy, type Charts } from './charts';
import { solvedNow, solving, type Solved } from './solve';
import { chartsKey, parallelSteps, runKey, runSettings, specOf, type ParallelSettings } from './state';
import { timing, timingBy, type Timing } from './timing';

export interface ParallelStepsProps extends IslandProps {
  /** The charts as they were computed when the page was built. */
  readonly built?: Charts | null;
}

export interface ParallelStepsState {
  readonly figure: FigureState<ParallelSettings>;
  /** The network that learns here, where it is asked for. */
  readonly training: PlaneRun;
  /** Whether there is something to take steps with. */
  readonly ready: ReadonlySignal<boolean>;
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
  useSignalEffect(() => state.training.setVisible(figure.visible.value));
  useEffect(() => state.follow(), [state]);
  useSignalEffect(() => state.network(figure.settings.value));
  useEffect(() => () => state.training.stop(), [state]);
  return state;
}

function stopwatch(): () => number {
  const since = performance.now();
  return () => (performance.now() - since) / 1000;
}

function createState(figure: FigureState<ParallelSettings>, built: Charts | null) {
  const { visible } = figure;
  const at = figure.settings.peek();
  let trained = runSettings(at);
  const training = createPlaneRun(trained, { samples: false, path: false, field: null, interval: 100 });
  const ready = computed(() => {
    const { model } = figure.settings.value;
    if (model === 'exact') return true;
    const status = training.status.value;
    const learned = (training.snapshot.value?.step ?? 0) > 0 && (status === 'done' || status === 'paused');
    return model === 'learned' && learned;
  });
  /** Names the network that is asked; empty for the exact score. */
  const network = () => (figure.settings.value.model === 'learned' ? ` ${training.snapshot.value?.step ?? 0}` : '');
  const key = computed(() => runKey(figure.settings.value) + network());
  const wanted = (of: string) => (ready.value ? of : null);
  const learned = () => figure.settings.peek().model === 'learned';
  const run = createDerived<{ readonly solved: Solved }>({
    // Until there is a network the exact score is shown, and called so.
    first: { solved: solvedNow({ ...at, model: 'exact' }, runKey({ ...at, model: 'exact' })) },
    ...(at.model !== 'exact' && { known: null }),
    key: () => wanted(key.value),
    policy: 'finish',
    visible,
    run({ key: of, change, signal: until }) {
      const s = figure.settings.peek();
      if (!learned())
        return (function* () {
          change({ solved: yield* solving(s, of) });
        })();
      return training
        .ask('parallel', specOf(s), { signal: until })
        .then((answer) => change({ solved: { of: s, key: of, ...answer } }));
    },
  });
  const charts = createDerived<{ readonly charts: Charts | null; readonly seconds: number }>({
    first: { charts: built, seconds: 0 },
    known: built?.key ?? null,
    key: () => wanted(chartsKey(figure.settings.value) + network()),
    debounce: 300,
    visible,
    run({ key: of, change, signal: until }) {
      const [s, passed] = [figure.settings.peek(), stopwatch()];
      change({ seconds: 0 });
      const tell = (told: Charts) => change({ charts: told, seconds: passed() });
      if (!learned()) return charting(s, of, tell);
      return chartingBy((spec) => training.ask('parallelCost', spec, { signal: until }), s, of, tell);
    },
  });
  const times = createDerived<{ readonly times: Timing | null; readonly seconds: number }>({
    first: { times: null, seconds: 0 },
    key: () => wanted(key.value),
    on: 'asked',
    visible,
    run({ key: of, change, signal: until }) {
      const [s, passed] = [figure.settings.peek(), stopwatch()];
      change({ times: null, seconds: 0 });
      const tell = (told: Timing) => change({ times: told, seconds: passed() });
      if (!learned()) return timing(s, of, tell);
      return timingBy((spec) => training.ask('parallelTimes', spec, { signal: until }), s, of, tell);
    },
  });
  return {
    figure,
    training,
    ready,
    /** Who asks for a network gets one trained; one of another seed or shape is another network. */
    network(s: ParallelSettings) {
      const next = runSettings(s);
      if (JSON.stringify(next) !== JSON.stringify(trained)) {
        trained = next;
        training.configure(next, 'reset');
        if (s.model === 'learned' && training.started()) training.play();
      }
      if (s.model === 'learned' && !training.started()) training.play();
    },
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
