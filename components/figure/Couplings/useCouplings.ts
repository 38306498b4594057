/** The figure's settings tied to its couplings and to its two networks. */
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Backend } from '../../../src/engine/backends';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { createPair, type Pair } from '../pair';
import { builtFound, builtTrained, type BuiltCouplings } from './built';
import { found, foundKey, type Found } from './looks';
import { couplingsFigure, runSettings, trainingKey, type CouplingsSettings } from './state';
import { judged, nothingTrained, progressOf, withSide, type Trained } from './trained';

export interface CouplingsProps extends IslandProps {
  readonly built?: BuiltCouplings;
}

export interface CouplingsState {
  readonly figure: FigureState<CouplingsSettings>;
  readonly derived: FigureDerived<CouplingsSettings, Found>;
  readonly pair: Pair;
  readonly trained: Signal<Trained>;
  readonly backend: Signal<Backend | null>;
}

export function useCouplings({ id, initial, built }: CouplingsProps): CouplingsState {
  const figure = useFigure({ id, schema: couplingsFigure, initial });
  const derived = useDerived<CouplingsSettings, Found>({
    figure,
    first: () => (built ? builtFound(built) : { looks: {}, sweep: null }),
    key: foundKey,
    known: built !== undefined,
    debounce: 150,
    run: (s, { shown, change }) => found(s, shown, change, () => performance.now()),
  });
  const trained = useSignal<Trained>(built ? builtTrained(built) : nothingTrained(figure.settings.peek()));
  const backend = useSignal<Backend | null>(null);
  const pair = useMemo(() => learning(id, figure, trained, backend), []);
  const before = useRef(trainingKey(figure.settings.peek()));

  useSignalEffect(() => {
    const next = trainingKey(figure.settings.value);
    if (next === before.current) return;
    before.current = next;
    // What was trained is of other settings: whoever wants these presses.
    pair.reset();
    trained.value = nothingTrained(figure.settings.peek());
  });
  useSignalEffect(() => pair.setVisible(figure.visible.value));
  useEffect(() => () => pair.dispose(), []);
  return { figure, derived, pair, trained, backend };
}

function learning(
  group: string,
  figure: FigureState<CouplingsSettings>,
  trained: Signal<Trained>,
  backend: Signal<Backend | null>,
): Pair {
  const s = () => figure.settings.peek();
  const side = (i: 0 | 1) => ({
    kind: plane,
    watch: { samples: false, interval: 200 },
    settings: (seed: number) => runSettings(i === 0 ? s().a : s().b, s(), seed, group),
    onSnapshot(_seed: number, snapshot: PlaneSnapshot) {
      trained.value = withSide(trained.peek(), i, progressOf(snapshot));
      backend.value = snapshot.backend;
    },
  });
  return createPair<'plane', 'plane'>({
    sides: [side(0), side(1)],
    seeds: () => [s().seed],
    onBegin() {
      trained.value = nothingTrained(s());
    },
    async settle(_seed, runs, wanted) {
      for (const i of [0, 1] as const) {
        const answers = await judged(s(), (spec) => runs[i].ask('sample', spec));
        if (!wanted()) return;
        trained.value = withSide(trained.peek(), i, answers);
      }
    },
  });
}
