/** The figure tied to its settings: what is drawn, told or set is asked as soon as it stands for a moment. */
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { sdeditFigure, sdeditKey, type SdeditSettings } from './state';
import { follow, fromBuilt, type BuiltSdedit, type Shown } from './work';

export interface SdeditProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltSdedit;
}

export function useSdedit({ id, initial, built }: SdeditProps): FigureDerived<SdeditSettings, Shown> {
  const figure = useFigure({ id, schema: sdeditFigure, initial });
  return useDerived<SdeditSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: sdeditKey,
    debounce: 150,
    run: (s, { shown, change, signal }) => follow(s, shown, liveAsks, change, { signal }),
  });
}
