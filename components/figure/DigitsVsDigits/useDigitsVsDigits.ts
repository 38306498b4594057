/** The figure tied to its settings; what is drawn before the reader touches it was drawn when the page was built. */
import { useMemo } from 'preact/hooks';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../live-asks';
import { useAsked, type Asked } from '../useAsked';
import { unpackReference, type PackedReference, type Reference } from './reference';
import { diffusionKey, digitsVsDigits, ganKey, type DigitsVsDigitsSettings } from './state';
import { follow, fromBuilt, type BuiltDigits, type Shown } from './work';

export interface DigitsVsDigitsProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltDigits;
  readonly reference: PackedReference;
}

export interface DigitsVsDigitsState extends Asked<DigitsVsDigitsSettings, Shown> {
  readonly reference: Reference;
}

export function useDigitsVsDigits({ id, initial, built, reference: packed }: DigitsVsDigitsProps): DigitsVsDigitsState {
  const figure = useFigure({ id, schema: digitsVsDigits, initial });
  const reference = useMemo(() => unpackReference(packed), []);
  const asked = useAsked<DigitsVsDigitsSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: (s) => `${diffusionKey(s)} ${ganKey(s)}`,
    follow: (s, shown, change, gone) => follow(s, shown, reference, liveAsks, change, gone),
  });
  return { ...asked, reference };
}
