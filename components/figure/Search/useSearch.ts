/** The figure tied to its settings and to the digits there are to choose from. */
import { signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { loadDigits, type SampleDigit } from '../../../src/engine/digits';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { toBytes } from '../bytes';
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { heldOutHand, search, searchKey, type SearchSettings } from './state';
import { find, fromBuilt, type BuiltShown, type Shown } from './work';

export interface SearchProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltShown;
  /** Ten held-out digits to begin with, grey levels in base64. */
  readonly hand: readonly { readonly index: number; readonly label: number; readonly pixels: string }[];
}

export interface SearchState extends FigureDerived<SearchSettings, Shown> {
  readonly hand: Signal<readonly SampleDigit[]>;
  /** Deals other held-out digits. */
  readonly deal: () => void;
}

export function useSearch({ id, initial, built, hand: dealt }: SearchProps): SearchState {
  const figure = useFigure({ id, schema: search, initial });
  const hand = useMemo(
    () => signal<readonly SampleDigit[]>(dealt.map(({ pixels, ...of }) => ({ ...of, pixels: toBytes(pixels) }))),
    [],
  );
  const number = useMemo(() => ({ value: 0 }), []);
  const asked = useDerived<SearchSettings, Shown>({
    figure,
    first: () => fromBuilt(built),
    key: searchKey,
    debounce: 200,
    run: (s, { change, signal: gone }) =>
      find(s, { asks: liveAsks, hand: hand.peek(), digits: () => loadDigits() }, change, { signal: gone }),
  });
  return {
    ...asked,
    hand,
    deal: () => {
      loadDigits()
        .then((set) => {
          number.value += 1;
          hand.value = heldOutHand(number.value, set);
        })
        .catch((reason: unknown) => {
          asked.error.value = reason instanceof Error ? reason.message : String(reason);
        });
    },
  };
}
