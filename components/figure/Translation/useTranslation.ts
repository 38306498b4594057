/** The figure tied to its settings. */
import { useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { toBytes } from '../bytes';
import { useFigure, type IslandProps } from '../index';
import { isBlank } from '../kit/picture-code';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { sourceOf, translation, translationKey, type Hands, type TranslationSettings } from './state';
import { follow, fromBuilt, type BuiltTranslation, type Shown } from './work';

export interface TranslationProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltTranslation;
  /** Ten held-out digits of each domain, grey levels in base64. */
  readonly hands: { readonly hand: readonly string[]; readonly type: readonly string[] };
}

export interface TranslationState extends FigureDerived<TranslationSettings, Shown> {
  readonly hands: Hands;
}

export function useTranslation({ id, initial, built, hands: packed }: TranslationProps): TranslationState {
  const figure = useFigure({ id, schema: translation, initial });
  const hands = useMemo<Hands>(() => ({ hand: packed.hand.map(toBytes), type: packed.type.map(toBytes) }), []);
  const derived = useDerived<TranslationSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: translationKey,
    debounce: 200,
    run: async (s, { change, signal }) => {
      // An empty sheet waits for the pen.
      if (s.picture !== null && isBlank(s.picture)) return;
      await follow(s, sourceOf(s, hands), liveAsks, change, { signal });
    },
  });
  return { ...derived, hands };
}
