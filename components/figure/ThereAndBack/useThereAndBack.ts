/** The figure tied to its settings and to the digits there are to choose from. */
import { signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { digitsIfLoaded, loadDigits, type SampleDigit } from '../../../src/engine/digits';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { toBytes } from '../bytes';
import { useFigure, type IslandProps } from '../index';
import { heldOutHand } from '../kit/held-out';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { chosen, keyOf, thereAndBack, type ThereAndBackSettings } from './state';
import { follow, fromBuilt, type Built, type Shown } from './work';

export interface ThereAndBackProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: Built;
  /** Ten held-out digits to begin with, grey levels in base64. */
  readonly hand: readonly { readonly index: number; readonly label: number; readonly pixels: string }[];
}

export interface ThereAndBackState extends FigureDerived<ThereAndBackSettings, Shown> {
  readonly hand: Signal<readonly SampleDigit[]>;
  /** Deals other held-out digits. */
  readonly deal: () => void;
}

export function useThereAndBack({ id, initial, built, hand: dealt }: ThereAndBackProps): ThereAndBackState {
  const figure = useFigure({ id, schema: thereAndBack, initial });
  const { hand, deal, digitOf } = useMemo(() => {
    const hand = signal<readonly SampleDigit[]>(dealt.map(({ pixels, ...of }) => ({ ...of, pixels: toBytes(pixels) })));
    let number = 0;
    return {
      hand,
      deal: async () => {
        const set = await loadDigits();
        number += 1;
        hand.value = heldOutHand(number, set);
      },
      digitOf: async (index: number): Promise<SampleDigit> => {
        const found = chosen(index, hand.peek(), digitsIfLoaded() ?? null) ?? chosen(index, [], await loadDigits());
        if (!found) throw new Error(`There is no digit ${index} (expected a row from 0 to 9999).`);
        return found;
      },
    };
  }, []);
  const asked = useDerived<ThereAndBackSettings, Shown>({
    figure,
    first: () => fromBuilt(built),
    key: keyOf,
    debounce: 200,
    run: async (s, { change, signal }) => {
      const digit = await digitOf(s.digit);
      await follow({ s, digit, asks: liveAsks, digits: () => loadDigits(), listening: { signal } }, change);
    },
  });
  return {
    ...asked,
    hand,
    deal: () => {
      deal().catch((reason: unknown) => {
        asked.error.value = reason instanceof Error ? reason.message : String(reason);
      });
    },
  };
}
