/** Ten held-out digits at hand, more when they are dealt, and the picture that settings mean. */
import { signal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { digitsIfLoaded, loadDigits, type SampleDigit } from '../../../src/engine/digits';
import { toBytes } from '../bytes';
import { cleanOf, heldOutHand, type Chosen, type Clean } from './held-out';

/** A digit as it travels in the page: grey levels in base64. */
export interface DealtDigit {
  readonly index: number;
  readonly label: number;
  readonly pixels: string;
}

export interface Hand {
  readonly digits: Signal<readonly SampleDigit[]>;
  /** Deals others. Rejects with a sentence where they cannot be fetched. */
  readonly deal: () => Promise<void>;
  /** What is there now; null where it has yet to be fetched. */
  readonly now: (chosen: Chosen) => Clean | null;
  readonly clean: (chosen: Chosen) => Promise<Clean>;
}

/** @param dealt the first hand */
export function useHand(dealt: readonly DealtDigit[]): Hand {
  return useMemo(() => {
    const digits = signal<readonly SampleDigit[]>(
      dealt.map(({ pixels, ...of }) => ({ ...of, pixels: toBytes(pixels) })),
    );
    let number = 0;
    const now = (chosen: Chosen) => cleanOf(chosen, digits.peek(), digitsIfLoaded() ?? null);
    return {
      digits,
      now,
      async deal() {
        const set = await loadDigits();
        number += 1;
        digits.value = heldOutHand(number, set);
      },
      async clean(chosen) {
        const found = now(chosen) ?? cleanOf(chosen, digits.peek(), await loadDigits());
        if (!found) throw new Error(`There is no digit ${chosen.digit} (expected a row from 0 to 9999).`);
        return found;
      },
    };
  }, []);
}
