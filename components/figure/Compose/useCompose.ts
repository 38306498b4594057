/** The composition figure tied to its settings: computed anew, in slices, whenever they change. */
import { computed, signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { livePace } from '../SamplerRace/solve';
import { compose, sampleKey, type ComposeSettings } from './state';
import { follow, fromBuilt, shownNow, type BuiltCompose, type Shown } from './work';

export interface ComposeProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built?: BuiltCompose;
}

export interface ComposeState {
  readonly figure: FigureState<ComposeSettings>;
  readonly shown: ReadonlySignal<Shown>;
  readonly running: ReadonlySignal<boolean>;
}

export function useCompose({ id, initial, built }: ComposeProps): ComposeState {
  const figure = useFigure({ id, schema: compose, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => {
    const key = state.key.value;
    if (figure.visible.value) state.follow(key);
  });
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

function createState(figure: FigureState<ComposeSettings>, built: BuiltCompose | undefined) {
  const first = figure.settings.peek();
  const shown = signal<Shown>(built ? fromBuilt(first, built) : shownNow(first));
  const running = signal(false);
  const key = computed(() => sampleKey(figure.settings.value));
  let followed = sampleKey(first);
  let runs = 0;

  async function start(): Promise<void> {
    const run = ++runs;
    const pace = livePace();
    running.value = true;
    const work = follow(figure.settings.peek(), shown.peek(), (change) => { shown.value = { ...shown.peek(), ...change }; });
    while (!work.next().done) {
      const rest = pace.rest();
      if (rest) await rest;
      if (run !== runs) return;
    }
    running.value = false;
  }

  return {
    figure, shown, running, key,
    follow(next: string) {
      if (next === followed) return;
      followed = next;
      void start();
    },
    dispose() {
      runs += 1;
    },
  };
}
