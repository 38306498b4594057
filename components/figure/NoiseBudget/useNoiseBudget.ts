/** The budget tied to its settings: drawn up again, in slices, whenever they change. */
import { computed, signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { livePace } from '../kit/pace';
import { budget, budgetNow, unpacked, type Budget, type BuiltBudget } from './budget';
import { noiseBudget, type BudgetSettings } from './settings';

export interface NoiseBudgetProps extends IslandProps {
  /** As drawn up when the page was built. */
  readonly built?: BuiltBudget;
}

export interface NoiseBudgetState {
  readonly figure: FigureState<BudgetSettings>;
  /** The budget on show with the settings it is of. */
  readonly shown: ReadonlySignal<{ readonly settings: BudgetSettings; readonly budget: Budget }>;
  readonly running: ReadonlySignal<boolean>;
}

export function useNoiseBudget({ id, initial, built }: NoiseBudgetProps): NoiseBudgetState {
  const figure = useFigure({ id, schema: noiseBudget, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useSignalEffect(() => {
    const key = state.key.value;
    if (figure.visible.value) state.follow(key);
  });
  useEffect(() => () => state.dispose(), [state]);
  return state;
}

function createState(figure: FigureState<BudgetSettings>, built: BuiltBudget | undefined) {
  const first = figure.settings.peek();
  const shown = signal({ settings: first, budget: built ? unpacked(built) : budgetNow(first) });
  const running = signal(false);
  /** All but what only the view depends on. */
  const key = computed(() => {
    const { along: _along, step: _step, ...rest } = figure.settings.value;
    return JSON.stringify(rest);
  });
  let followed: string | null = null;
  let runs = 0;

  async function start(): Promise<void> {
    const run = ++runs;
    const settings = figure.settings.peek();
    const pace = livePace();
    const work = budget(settings);
    running.value = true;
    for (;;) {
      const next = work.next();
      if (next.done) {
        shown.value = { settings, budget: next.value };
        running.value = false;
        return;
      }
      const rest = pace.rest();
      if (rest) await rest;
      if (run !== runs) return;
    }
  }

  return {
    figure,
    shown,
    running,
    key,
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
