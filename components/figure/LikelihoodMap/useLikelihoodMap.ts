/** The map and the path tied to their settings: a change computes them anew, in slices; a network is trained and asked in the worker. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { livePace } from '../kit/pace';
import { createTraining, type TrainingSignals } from '../training';
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
  readonly training: TrainingSignals;
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
  readonly said: Signal<string | null>;
  readonly playing: Signal<boolean>;
  /** Gives the map up. */
  readonly stop: () => void;
  /** Computes it after all. */
  readonly again: () => void;
}

export function useLikelihoodMap({ id, initial, built = null }: LikelihoodMapProps): LikelihoodMapState {
  const figure = useFigure({ id, schema: likelihoodMap, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => {
    const seen = figure.visible.value;
    state.training.setVisible(seen);
    const network = state.network.value;
    const settings = figure.settings.value;
    if (network === null || !seen) return state.rest();
    state.followMap(mapKey(settings, network));
    state.followPath(pathKey(settings, network));
  });
  useSignalEffect(() => state.retrain(figure.settings.value));
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

function createState(figure: FigureState<LikelihoodSettings>, built: BuiltLikelihood | null) {
  let trained = runSettings(figure.settings.peek());
  let runs = 0;
  /** The map that is computed or being computed, and the path that is wanted. */
  let followed: string | null = null;
  let wantedPath: string | null = null;
  let pathBusy = false;
  const orders = new Map<string, readonly OrderPoint[]>();
  const first = built && mapOfBuilt(built);
  const firstPath = built && pathOfBuilt(built);
  if (built) orders.set(ordersKey(built.settings), built.orders);
  const kept = signal(first && built ? { ...first, of: built.settings } : null);
  const keptPath = signal(firstPath && built ? { ...firstPath, of: built.settings } : null);
  const running = signal(false);
  const stopped = signal(false);
  const said = signal<string | null>(null);
  const playing = signal(false);
  const training = createTraining(trained, { samples: false, path: false, field: null, interval: 100 });

  /** The network's name, '' where none is needed, null where there is none yet. */
  const network = computed(() => {
    if (figure.settings.value.model === 'exact') return '';
    const [status, step] = [training.status.value, training.snapshot.value?.step ?? 0];
    return (status === 'done' || status === 'paused') && step > 0
      ? `seed ${figure.settings.value.seed}, step ${step}`
      : null;
  });
  const solver = (s: LikelihoodSettings): Solve =>
    s.model === 'learned' ? (spec) => training.likelihood(spec) : exactSolver(targetOf(s), livePace());
  const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

  async function start(key: string): Promise<void> {
    const run = ++runs;
    const wanted = () => run === runs;
    const settings = figure.settings.peek();
    running.value = true;
    stopped.value = false;
    said.value = null;
    try {
      await runMap({
        settings,
        wanted,
        solve: solver(settings),
        pace: livePace(),
        orders: orders.get(ordersKey(settings)),
        report: (state) => {
          if (!wanted()) return;
          if (state.orders.length > 0) orders.set(ordersKey(settings), state.orders);
          kept.value = { key, state, of: settings };
        },
      });
    } catch (error) {
      if (wanted()) said.value = sentence(error);
    }
    if (wanted()) running.value = false;
  }

  /** One path at a time; the newest that is wanted comes next. */
  async function walk(): Promise<void> {
    pathBusy = true;
    while (wantedPath !== null && wantedPath !== keptPath.peek()?.key) {
      const key = wantedPath;
      const settings = figure.settings.peek();
      try {
        const path = pathOf(settings, await solver(settings)(pathSpec(settings)));
        keptPath.value = { key, path, of: settings };
      } catch (error) {
        if (wantedPath === key) said.value = sentence(error);
        if (wantedPath === key) wantedPath = null;
      }
    }
    pathBusy = false;
  }

  return {
    figure,
    training,
    running,
    stopped,
    said,
    playing,
    network,
    map: computed(() => {
      const s = figure.settings.value;
      const [name, map] = [network.value, kept.value];
      if (!map || map.of.model !== s.model || name === null) return null;
      return { state: map.state, of: map.of, current: map.key === mapKey(s, name) };
    }),
    path: computed(() => {
      const s = figure.settings.value;
      const [name, path] = [network.value, keptPath.value];
      if (!path || path.of.model !== s.model || name === null) return null;
      return { path: path.path, of: path.of, current: path.key === pathKey(s, name) };
    }),
    followMap(key: string) {
      if (key === followed) return;
      followed = key;
      const known = kept.peek();
      if (
        known?.key === key &&
        known.state.heldOut &&
        (known.of.model === 'learned' || known.state.orders.length > 0)
      ) {
        runs += 1;
        running.value = false;
        stopped.value = false;
      } else void start(key);
    },
    followPath(key: string) {
      wantedPath = key;
      if (!pathBusy) void walk();
    },
    /** Nobody looks, or there is nothing to ask: an unfinished map begins again later. */
    rest() {
      if (!running.peek() && network.peek() !== null) return;
      runs += 1;
      running.value = false;
      followed = null;
    },
    stop() {
      runs += 1;
      running.value = false;
      stopped.value = true;
    },
    again() {
      if (followed !== null) void start(followed);
    },
    /** Another seed or length of training is another network. */
    retrain(s: LikelihoodSettings) {
      const next = runSettings(s);
      if (JSON.stringify(next) === JSON.stringify(trained)) return;
      trained = next;
      training.configure(next, 'reset');
      if (training.status.peek() === 'done') training.play();
    },
    dispose() {
      runs += 1;
      wantedPath = null;
      training.dispose();
    },
  };
}
