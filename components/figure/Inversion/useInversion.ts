/** The figure tied to its settings and to the digits there are to choose from. */
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, type IslandProps } from '../index';
import { isBlank } from '../kit/picture-code';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { useHand, type DealtDigit, type Hand } from '../kit/useHand';
import { inversion, inversionKey, type InversionSettings } from './state';
import { follow, fromBuilt, type BuiltFound, type Found } from './work';

export interface InversionProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltFound;
  /** Ten held-out digits to begin with. */
  readonly hand: readonly DealtDigit[];
}

export interface InversionState extends FigureDerived<InversionSettings, Found> {
  readonly hand: Hand['digits'];
  /** Deals other held-out digits. */
  readonly deal: () => void;
}

export function useInversion({ id, initial, built, hand: dealt }: InversionProps): InversionState {
  const figure = useFigure({ id, schema: inversion, initial });
  const hand = useHand(dealt);
  const asked = useDerived<InversionSettings, Found>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: inversionKey,
    debounce: 300,
    run: async (s, { change, signal }) => {
      // An empty sheet waits for the pen.
      if (s.picture !== null && isBlank(s.picture)) return;
      await follow(s, await hand.clean(s), liveAsks, change, { signal });
    },
  });
  return {
    ...asked,
    hand: hand.digits,
    deal: () => {
      hand.deal().catch((reason: unknown) => {
        asked.error.value = reason instanceof Error ? reason.message : String(reason);
      });
    },
  };
}
