/** The budget tied to its settings: drawn up again, in slices, whenever they change. */
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { budget, budgetNow, unpacked, type Budget, type BuiltBudget } from './budget';
import { noiseBudget, type BudgetSettings } from './settings';

export interface NoiseBudgetProps extends IslandProps {
  /** As drawn up when the page was built. */
  readonly built?: BuiltBudget;
}

/** The budget on show with the settings it is of. */
export interface Shown {
  readonly settings: BudgetSettings;
  readonly budget: Budget;
}

export type NoiseBudgetState = FigureDerived<BudgetSettings, Shown>;

export function useNoiseBudget({ id, initial, built }: NoiseBudgetProps): NoiseBudgetState {
  const figure = useFigure({ id, schema: noiseBudget, initial });
  return useDerived<BudgetSettings, Shown>({
    figure,
    first: (settings) => ({ settings, budget: built ? unpacked(built) : budgetNow(settings) }),
    // All but what only the view depends on.
    key: ({ along: _along, step: _step, ...rest }) => JSON.stringify(rest),
    // A page holds the cloud of one step alone.
    known: false,
    *run(settings, { change }) {
      change({ settings, budget: yield* budget(settings) });
    },
  });
}
