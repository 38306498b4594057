/** The figure tied to its settings: the worker is asked anew whenever they change, and what was asked before is cancelled. */
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { askDigits, measureKey, picturesKey, type AskDigitsSettings } from './state';
import { follow, fromBuilt, type BuiltAsk, type Shown } from './work';

export interface AskDigitsProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltAsk;
}

export function useAskDigits({ id, initial, built }: AskDigitsProps): FigureDerived<AskDigitsSettings, Shown> {
  const figure = useFigure({ id, schema: askDigits, initial });
  return useDerived({
    figure,
    first: (s) => fromBuilt(s, built),
    key: (s) => `${picturesKey(s)} ${measureKey(s)}`,
    debounce: 120,
    run: (s, { shown, change, signal }) =>
      follow(
        s,
        shown,
        built.real,
        (spec, onProgress) => liveAsks.sample(spec, { signal, ...(onProgress && { onProgress }) }),
        change,
      ),
  });
}
