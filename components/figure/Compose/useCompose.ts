/** The composition figure tied to its settings. */
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { compose, sampleKey, type ComposeSettings } from './state';
import { follow, fromBuilt, shownNow, type BuiltCompose, type Shown } from './work';

export interface ComposeProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built?: BuiltCompose;
}

export type ComposeState = FigureDerived<ComposeSettings, Shown>;

export function useCompose({ id, initial, built }: ComposeProps): ComposeState {
  const figure = useFigure({ id, schema: compose, initial });
  return useDerived({
    figure,
    first: (s) => (built ? fromBuilt(s, built) : shownNow(s)),
    key: sampleKey,
    run: (s, { shown, change }) => follow(s, shown, change),
  });
}
