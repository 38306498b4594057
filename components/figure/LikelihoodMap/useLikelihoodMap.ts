/** The map and the path tied to their settings: a change computes them anew, in slices; a network is trained and asked in the worker. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createDerived } from '../kit/derived';
import type { Pace } from '../kit/pace';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { mapOfBuilt, pathOfBuilt, type BuiltLikelihood } from './built';
import { ordersKey, runMap, type MapState, type OrderPoint } from './map';
import { pathOf, pathSpec, type Path } from './path';
import { likelihoodMap, mapKey, pathKey, runSettings, targetOf, type LikelihoodSettings } from './settings';
import { exactSolver, type Solve } from './solve';

export interface LikelihoodMapProps extends IslandProps {
  /** Map and path as they were computed when the page was built. */
  readonly built?: BuiltLikelihood | null;
}

export interface LikelihoodMapState {
  readonly figure: FigureState<LikelihoodSettings>;
  readonly training: PlaneRun;
  /** The newest map, and whether it is one of the present settings; null where there is none of this model. */
  readonly map: ReadonlySignal<{
    readonly state: MapState;
    readonly of: LikelihoodSettings;
    readonly current: boolean;
  } | null>;
  readonly path: ReadonlySignal<{
    readonly path: Path;
    readonly of: LikelihoodSettings;
    readonly current: boolean;
  } | null>;
  readonly running: ReadonlySignal<boolean>;
  readonly stopped: ReadonlySignal<boolean>;
  /** A sentence for the reader. */
  readonly said: ReadonlySignal<string | null>;
  readonly dismiss: () => void;
  readonly playing: Signal<boolean>;
  /** Gives the map up. */
  readonly stop: () => void;
  /** Computes it after all. */
  readonly again: () => void;
}

export function useLikelihoodMap({ id, initial, built = null }: LikelihoodMapProps): LikelihoodMapState {
  const figure = useFigure({ id, schema: likelihoodMap, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => state.training.setVisible(figure.visible.value));
  useEffect(() => state.follow(), [state]);
  useSignalEffect(() => state.retrain(figure.settings.value));
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

/** An answer with its key and the settings it is of. */
type Kept<Name extends string, Answer> = { readonly key: string; readonly of: LikelihoodSettings } & Readonly<
  Record<Name, Answer>
>;

/** Whether nothing is left to compute: the errors of solvers are known with the exact score alone. */
function isWhole({ heldOut, orders }: MapState, { model }: LikelihoodSettings): boolean {
  return heldOut !== null && (model === 'learned' || orders.length > 0);
}

function createState(figure: FigureState<LikelihoodSettings>, built: BuiltLikelihood | null) {
  let trained = runSettings(figure.settings.peek());
  const orders = new Map<string, readonly OrderPoint[]>();
  const first = built && mapOfBuilt(built);
  const firstPath = built && pathOfBuilt(built);
  if (built) orders.set(ordersKey(built.settings), built.orders);
  const stopped = signal(false);
  const playing = signal(false);
  const training = createPlaneRun(trained, { samples: false, path: false, field: null, interval: 100 });

  /** The network's name, '' where none is needed, null where there is none yet. */
  const network = computed(() => {
    if (figure.settings.value.model === 'exact') return '';
    const [status, step] = [training.status.value, training.snapshot.value?.step ?? 0];
    return (status === 'done' || status === 'paused') && step > 0
      ? `seed ${figure.settings.value.seed}, step ${step}`
      : null;
  });
  const solver = (s: LikelihoodSettings, pace: Pace): Solve =>
    s.model === 'learned' ? (spec) => training.ask('likelihood', spec) : exactSolver(targetOf(s), pace);

  const map = createDerived<{ readonly kept: Kept<'state', MapState> | null }>({
    first: { kept: first && built ? { ...first, of: built.settings } : null },
    known: first && built && isWhole(first.state, built.settings) ? first.key : null,
    key: () => (network.value === null ? null : mapKey(figure.settings.value, network.value)),
    visible: figure.visible,
    async run({ key, shown: { kept }, change, signal: gone, pace }) {
      stopped.value = false;
      if (kept?.key === key && isWhole(kept.state, kept.of)) return;
      const settings = figure.settings.peek();
      await runMap({
        settings,
        wanted: () => !gone.aborted,
        solve: solver(settings, pace),
        pace,
        orders: orders.get(ordersKey(settings)),
        report: (state) => {
          if (state.orders.length > 0) orders.set(ordersKey(settings), state.orders);
          change({ kept: { key, state, of: settings } });
        },
      });
    },
  });

  const path = createDerived<{ readonly kept: Kept<'path', Path> | null }>({
    first: { kept: firstPath && built ? { ...firstPath, of: built.settings } : null },
    known: firstPath?.key ?? null,
    key: () => (network.value === null ? null : pathKey(figure.settings.value, network.value)),
    policy: 'finish',
    visible: figure.visible,
    async run({ key, change, pace }) {
      const settings = figure.settings.peek();
      const solved = await solver(settings, pace)(pathSpec(settings));
      change({ kept: { key, path: pathOf(settings, solved), of: settings } });
    },
  });

  return {
    figure,
    training,
    running: map.running,
    stopped,
    said: computed(() => map.error.value ?? path.error.value),
    dismiss() {
      map.error.value = null;
      path.error.value = null;
    },
    playing,
    network,
    map: computed(() => {
      const s = figure.settings.value;
      const [name, { kept }] = [network.value, map.shown.value];
      if (kept?.of.model !== s.model || name === null) return null;
      return { state: kept.state, of: kept.of, current: kept.key === mapKey(s, name) };
    }),
    path: computed(() => {
      const s = figure.settings.value;
      const [name, { kept }] = [network.value, path.shown.value];
      if (kept?.of.model !== s.model || name === null) return null;
      return { path: kept.path, of: kept.of, current: kept.key === pathKey(s, name) };
    }),
    follow() {
      const ends = [map.follow(), path.follow()];
      return () => ends.forEach((end) => end());
    },
    stop() {
      map.stop();
      stopped.value = true;
    },
    again: map.again,
    /** Another seed or length of training is another network. */
    retrain(s: LikelihoodSettings) {
      const next = runSettings(s);
      if (JSON.stringify(next) === JSON.stringify(trained)) return;
      trained = next;
      training.configure(next, 'reset');
      if (training.status.peek() === 'done') training.play();
    },
    dispose: () => training.stop(),
  };
}
