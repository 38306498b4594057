/** The guidance figure tied to its settings. */
import { useFigure, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { guidanceScale, cloudKey, type GuidanceSettings } from './state';
import { follow, fromBuilt, shownNow, type BuiltGuidance, type Shown } from './work';

export interface GuidanceScaleProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built?: BuiltGuidance;
}

export type GuidanceScaleState = FigureDerived<GuidanceSettings, Shown>;

export function useGuidanceScale({ id, initial, built }: GuidanceScaleProps): GuidanceScaleState {
  const figure = useFigure({ id, schema: guidanceScale, initial });
  return useDerived({
    figure,
    first: (s) => (built ? fromBuilt(s, built) : shownNow(s)),
    key: cloudKey,
    run: (s, { shown, change }) => follow(s, shown, change),
  });
}
