/** The figure's settings tied to its training run and to the exact flow. */
import { computed, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import type { Field } from '../../../src/engine/kinds/plane/watch';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { isBuilt } from '../run';
import { builtCarried, builtRun, builtTruth, type BuiltFlow } from './built';
import { carried, carriedKey, keptOf, now, truth, truthKey, type Carried, type Truth } from './exact';
import { passing, passingKey, type Passing } from './meeting';
import { beginsAnew, flowFigure, flowSpec, runSettings, watchOf, type FlowSettings } from './state';

/** What the network shows: its answers on the map's grid, and where it carries the kept points. */
export interface Learned {
  readonly snapshot: PlaneSnapshot;
  readonly field: Field;
  readonly states: Float64Array;
  /** The flow that it learns. */
  readonly key: string;
}

export interface FlowProps extends IslandProps {
  readonly built?: BuiltFlow;
}

export interface FlowState {
  readonly figure: FigureState<FlowSettings>;
  readonly training: PlaneRun;
  readonly learned: ReadonlySignal<Learned | null>;
  readonly truth: FigureDerived<FlowSettings, { readonly truth: Truth | null }>;
  readonly carried: FigureDerived<FlowSettings, { readonly carried: Carried | null }>;
  /** Through the place pointed at, or through the one before while a hand is faster. */
  readonly passing: FigureDerived<FlowSettings, Passing>;
}

export function useFlow({ id, initial, built }: FlowProps): FlowState {
  const figure = useFigure({ id, schema: flowFigure, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  const { training, learned } = state;
  const before = useRef(figure.settings.peek());
  const asked = useRef(figure.settings.peek().t);
  const field = useDerived<FlowSettings, { readonly truth: Truth | null }>({
    figure,
    first: () => ({ truth: built ? builtTruth(built) : null }),
    key: truthKey,
    known: built !== undefined,
    policy: 'finish',
    *run(s, { change }) {
      change({ truth: yield* truth(s) });
    },
  });
  const walk = useDerived<FlowSettings, { readonly carried: Carried | null }>({
    figure,
    first: () => ({ carried: built ? builtCarried(built) : null }),
    key: carriedKey,
    known: built !== undefined,
    debounce: 120,
    *run(s, { change }) {
      change({ carried: yield* carried(s) });
    },
  });

  const through = useDerived<FlowSettings, Passing>({
    figure,
    first: (s) => now(passing(s)),
    key: passingKey,
    policy: 'finish',
    *run(s, { change }) {
      change(yield* passing(s));
    },
  });

  useSignalEffect(() => {
    const { t } = figure.settings.value;
    const answered = learned.value?.field.t;
    // One question at a time: a dragged slider asks faster than a network answers.
    if (t === asked.current || (training.started() && answered !== asked.current)) return;
    asked.current = t;
    training.watch({ field: watchOf({ t }).field });
  });
  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    const anew = beginsAnew(last, next);
    // A network that the reader paused stays paused; one that rests is woken first, so that it does not show itself unchanged.
    if (anew && training.started() && training.status.peek() !== 'paused') training.play();
    if (anew) training.configure(runSettings(next), 'reset');
    else if (next.carry !== last.carry) training.configure({ sampleSteps: next.carry });
    // What was learned at build time is known at its own t and steps only.
    if (
      (anew || next.t !== last.t || next.carry !== last.carry) &&
      !training.started() &&
      figure.visible.peek() &&
      (!anew || !figure.reducedMotion.peek())
    )
      training.play();
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  useEffect(() => () => training.stop(), [training]);
  return { figure, training, learned, truth: field, carried: walk, passing: through };
}

function createState(figure: FigureState<FlowSettings>, built: BuiltFlow | undefined) {
  const first = figure.settings.peek();
  const training = createPlaneRun(runSettings(first), watchOf(first), built && builtRun(built));
  // A snapshot of a status alone (a pause, a rest) has no field and does not blank the picture.
  let last: Learned | null = null;
  const learned = computed(() => {
    const snapshot = training.snapshot.value;
    if (!snapshot) last = null;
    else if (snapshot.field) {
      const states = isBuilt(snapshot) ? snapshot.path : keptOf(snapshot.path);
      last = { snapshot, field: snapshot.field, states, key: JSON.stringify(flowSpec(figure.settings.peek())) };
    }
    return last;
  });
  return { training, learned };
}
