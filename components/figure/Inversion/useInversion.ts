/** The figure tied to its settings and to the digits there are to choose from. */
import { heldOutHand } from '../kit/held-out';
import { signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Digits } from '../../../src/core/data/digits';
import { digitsIfLoaded, loadDigits, type SampleDigit } from '../../../src/engine/digits';
import { toBytes } from '../bytes';
import { isBlank } from '../kit/picture-code';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { cleanOf, inversion, inversionKey, type InversionSettings } from './state';
import { follow, fromBuilt, type BuiltFound, type Found } from './work';

export interface InversionProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltFound;
  /** Ten held-out digits to begin with, grey levels in base64. */
  readonly hand: readonly { readonly index: number; readonly label: number; readonly pixels: string }[];
}

export interface InversionState extends FigureDerived<InversionSettings, Found> {
  readonly hand: Signal<readonly SampleDigit[]>;
  /** Deals other held-out digits. */
  readonly deal: () => void;
}

export function useInversion({ id, initial, built, hand: dealt }: InversionProps): InversionState {
  const figure = useFigure({ id, schema: inversion, initial });
  const { hand, deal, clean } = useMemo(() => {
    const hand = signal<readonly SampleDigit[]>(dealt.map(({ pixels, ...of }) => ({ ...of, pixels: toBytes(pixels) })));
    let number = 0;
    const digits = (): Promise<Digits> => loadDigits();
    return {
      hand,
      deal: async () => {
        const set = await digits();
        number += 1;
        hand.value = heldOutHand(number, set);
      },
      clean: async (s: InversionSettings) => {
        const found = cleanOf(s, hand.peek(), digitsIfLoaded() ?? null) ?? cleanOf(s, hand.peek(), await digits());
        if (!found) throw new Error(`There is no digit ${s.digit} (expected a row from 0 to 9999).`);
        return found;
      },
    };
  }, []);
  const asked = useDerived<InversionSettings, Found>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: inversionKey,
    debounce: 300,
    run: async (s, { change, signal }) => {
      // An empty sheet waits for the pen.
      if (s.picture !== null && isBlank(s.picture)) return;
      await follow(s, await clean(s), liveAsks, change, { signal });
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
