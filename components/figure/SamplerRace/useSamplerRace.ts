/** The race tied to its settings: a change of them runs it again, in slices; a network is trained and sampled from in the worker. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type PlaneSettings, planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { memoryOf, stateOfBuilt, type BuiltRace } from './built';
import type { BuiltDigits } from './digit-built';
import { emptyRace, runRace, type RaceState } from './race';
import type { RealDigits } from './real-moments';
import { samplerRace, type RaceSettings } from './settings';
import { exactSolver, type Solve } from './solve';
import { createDerived } from '../kit/derived';
import type { TargetName } from '../kit/exact-targets';

export interface SamplerRaceProps extends IslandProps {
  /** The race as it was run when the page was built. */
  readonly built?: BuiltRace | null;
  /** Real digits as the judge sees them. */
  readonly real?: RealDigits | null;
  /** The race on digits as it was run when the page was built, where the figure begins with it. */
  readonly digits?: BuiltDigits | null;
}

export interface SamplerRaceState {
  readonly figure: FigureState<RaceSettings>;
  readonly training: PlaneRun;
  readonly race: ReadonlySignal<RaceState>;
  readonly running: ReadonlySignal<boolean>;
  /** The network is trained far enough to race with, or none is needed. */
  readonly ready: ReadonlySignal<boolean>;
  readonly said: Signal<string | null>;
  readonly playing: Signal<boolean>;
  /** Runs everything again from nothing. */
  readonly again: () => void;
  readonly change: (change: Partial<RaceSettings>) => void;
}

/** Steps of training: enough for samples close to the data, in about two seconds. */
export const trainingSteps = 800;

export function runSettings(s: Pick<RaceSettings, 'seed'>): PlaneSettings {
  return {
    ...planeDefaults,
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount: 0,
    decaySteps: trainingSteps,
    stopAfter: trainingSteps,
  };
}

export function useSamplerRace({ id, initial, built = null }: SamplerRaceProps): SamplerRaceState {
  const figure = useFigure({ id, schema: samplerRace, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => state.training.setVisible(figure.visible.value));
  useEffect(() => state.follow(), [state]);
  useSignalEffect(() => state.network(figure.settings.value));
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

function createState(figure: FigureState<RaceSettings>, built: BuiltRace | null) {
  const first = figure.settings.peek();
  let memory = memoryOf(built);
  let trained = runSettings(first);
  let shownField = '';
  const playing = signal(false);
  const training = createPlaneRun(trained, { samples: false, path: false, field: null, interval: 100 });

  const ready = computed(() => {
    if (figure.settings.value.model !== 'learned') return true;
    const status = training.status.value;
    return (status === 'done' || status === 'paused') && (training.snapshot.value?.step ?? 0) > 0;
  });
  /** Changes with whatever the race depends on; null while there is nothing to race with. */
  const key = computed(() => {
    const { at: _at, pictures: _pictures, guidance: _guidance, target, ...rest } = figure.settings.value;
    if (!ready.value || rest.model === 'digits') return null;
    return JSON.stringify({
      ...rest,
      target: rest.model === 'learned' ? '' : target,
      network: rest.model === 'learned' ? training.snapshot.value?.step : 0,
    });
  });

  /** Whose race is shown: that of the network, or that of the exact score. They are not shown under each other's name. */
  const raced = signal<RaceSettings['model']>('exact');
  const race = createDerived<RaceState>({
    first: built ? stateOfBuilt(built) : emptyRace,
    known: null,
    key: () => key.value,
    visible: figure.visible,
    async run({ change, signal: gone, pace }) {
      // A network learns the eight Gaussians, whatever the exact score was asked for before.
      const asked = figure.settings.peek();
      const learned = asked.model === 'learned';
      const settings = learned ? { ...asked, target: 'eight-gaussians' as TargetName } : asked;
      const { samplers: _samplers, evaluations: _evaluations, at: _at, misses: _misses, ...course } = settings;
      const field = JSON.stringify(course);
      const solve: Solve = learned ? (spec) => training.ask('sample', spec) : exactSolver(settings.target, pace);
      const network = learned ? `network ${settings.seed} ${training.snapshot.peek()?.step ?? 0}` : '';
      await runRace({
        settings,
        solve,
        pace,
        network,
        memory,
        wanted: () => !gone.aborted,
        report: (state) => {
          if (gone.aborted) return;
          // Curves under the same settings hold while the reader changes who runs, and how far.
          if (state.lanes.length < settings.samplers.length) return;
          const { points, done } = state.done === 0 && field === shownField ? race.shown.peek() : state;
          if (done > 0) shownField = field;
          raced.value = settings.model;
          change({ ...state, points, done });
        },
      });
    },
  });

  return {
    figure,
    training,
    race: computed(() => (raced.value === figure.settings.value.model ? race.shown.value : emptyRace)),
    running: race.running,
    said: race.error,
    ready,
    playing,
    follow: race.follow,
    again() {
      memory = memoryOf(null);
      shownField = '';
      race.shown.value = { ...race.shown.peek(), points: [], done: 0 };
      race.again();
    },
    change(change: Partial<RaceSettings>) {
      race.error.value = null;
      figure.set(change);
    },
    /** Who asks for a network gets one trained; one of another seed is another network. */
    network(s: RaceSettings) {
      if (s.seed !== trained.seed) {
        trained = runSettings(s);
        training.configure(trained, 'reset');
        if (training.status.peek() === 'done') training.play();
      }
      if (s.model === 'learned' && !training.started()) training.play();
    },
    dispose: () => training.stop(),
  };
}
