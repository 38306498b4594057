/** The figure's settings tied to its run and to the exact map, which is computed in slices. */
import { computed, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Batch } from '../../../src/core/batch';
import { lengthsOf } from '../../../src/engine/kinds/pupil/settings';
import type { MapPoints, PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { derivedOf } from '../kit/useDerived';
import type { Derived } from '../kit/derived';
import { builtRun, createLessons, useLessons, type Lessons } from '../pupil-run';
import { isBuilt } from '../run';
import { shownLive, shownOfBuilt, type BuiltMap, type ErrorPoint, type Shown } from './built';
import { exactMap, exactPath, type ExactMap } from './exact';
import { errorCurve, learnedMap, meanError, pointsOf } from './measure';
import { consistencyMap, runSettings, type ConsistencyMapSettings } from './state';

export interface ConsistencyMapProps extends IslandProps {
  /** What this code learned when the page was built. */
  readonly built?: BuiltMap;
}

/** The exact map of a shape and a seed; null until it is computed. */
interface Exact {
  readonly key: string;
  readonly map: ExactMap | null;
}

export interface ConsistencyMapState extends Lessons<ErrorPoint> {
  readonly figure: FigureState<ConsistencyMapSettings>;
  readonly exact: Derived<Exact>;
  /** What is to be seen; null until the exact map is there. */
  readonly shown: ReadonlySignal<Shown | null>;
  /** The curve when the pupil began, for the teacher's own guess beside it; empty where none was seen. */
  readonly before: ReadonlySignal<readonly number[]>;
  readonly path: ReadonlySignal<Batch>;
}

const exactKey = ({ target, seed }: ConsistencyMapSettings): string => `${target} ${seed}`;
const pathKey = (s: ConsistencyMapSettings): string => `${exactKey(s)} ${s.x} ${s.y}`;

export function useConsistencyMap({ id, initial, built }: ConsistencyMapProps): ConsistencyMapState {
  const figure = useFigure({ id, schema: consistencyMap, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useLessons(figure, state);
  useEffect(() => state.exact.follow(), [state]);
  useSignalEffect(state.ask);
  return state;
}

function createState(figure: FigureState<ConsistencyMapSettings>, built: BuiltMap | undefined) {
  const first = figure.settings.peek();
  const exact = derivedOf<ConsistencyMapSettings, Exact>({
    figure,
    first: () => ({ key: '', map: null }),
    key: exactKey,
    known: false,
    *run(settings, { change }) {
      const work = exactMap(settings.target, settings.seed);
      for (;;) {
        const next = work.next();
        if (next.done) {
          change({ key: exactKey(settings), map: next.value });
          return;
        }
        yield;
      }
    },
  });
  const known = computed(() => {
    const { key, map } = exact.shown.value;
    return key === exactKey(figure.settings.value) ? map : null;
  });
  const errorOf = ({ map }: PupilSnapshot): readonly number[] | null => {
    const now = known.peek();
    return map && now && map.key.startsWith(exactKey(figure.settings.peek())) ? errorCurve(now, learnedMap(map)) : null;
  };
  const lessons = createLessons<ConsistencyMapSettings, ErrorPoint>({
    figure,
    runOf: runSettings,
    watch: { samples: false },
    curve: {
      point(snapshot) {
        const curve = errorOf(snapshot);
        return curve && { step: snapshot.step, error: meanError(curve) };
      },
      at: ({ step }) => step,
    },
    built: built && { snapshot: builtRun(built.run).snapshot, history: built.history },
  });
  const { training, run } = lessons;

  const path = computed(() => {
    const { target, x, y } = figure.settings.value;
    return exactPath(target, x, y);
  });
  // Answers without points (a rest, a pause) do not blank the picture; those of another shape do.
  let last: PupilSnapshot['map'] = null;
  const learned = computed(() => {
    const snapshot = training.snapshot.value;
    if (snapshot === null || isBuilt(snapshot)) last = null;
    else if (snapshot.map) last = snapshot.map;
    return last?.key.startsWith(exactKey(figure.settings.value)) ? learnedMap(last) : null;
  });
  let before: readonly number[] = built?.before ?? [];
  let asked: MapPoints | null = null;
  return {
    figure,
    exact,
    ...lessons,
    path,
    shown: computed((): Shown | null => {
      const s = figure.settings.value;
      const [map, answer] = [known.value, learned.value];
      const frame = built && isBuilt(training.snapshot.value) && exactKey(s) === exactKey(first) ? built : null;
      if (!map) return frame && shownOfBuilt(frame);
      if (answer) return { ...shownLive(s, map, answer), path: answer.key === pathKey(s) ? answer.path : null };
      const live = shownLive(s, map, null);
      if (!frame) return live;
      // What was learned at build time is known along its own path.
      const as = shownOfBuilt(frame, live);
      return { ...as, path: pathKey(s) === pathKey(first) ? as.path : null };
    }),
    before: computed(() => {
      const snapshot = training.snapshot.value;
      const { teacher } = lengthsOf(run.value);
      const began = snapshot !== null && !isBuilt(snapshot) && teacher > 0;
      if (snapshot === null || (began && snapshot.step < teacher) || teacher === 0) before = [];
      // The teacher's own guess, before its pupil has moved.
      else if (began && snapshot.step === teacher) before = errorOf(snapshot) ?? before;
      return before;
    }),
    /** Sends the points to the worker: one question at a time, as a dragged path asks faster than a network answers. */
    ask: (): void => {
      const map = known.value;
      const key = pathKey(figure.settings.value);
      const answered = training.snapshot.value?.map?.key;
      if (!map || key === asked?.key || (training.started() && asked && answered !== asked.key)) return;
      asked = pointsOf(map, path.value, key);
      training.watch({ map: asked });
    },
  };
}
