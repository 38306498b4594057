/** The guidance figure tied to its settings. */
import { useFigure, type IslandProps } from '../index';
import { useSliced, type Sliced } from '../useSliced';
import { guidanceScale, cloudKey, type GuidanceSettings } from './state';
import { follow, fromBuilt, shownNow, type BuiltGuidance, type Shown } from './work';

export interface GuidanceScaleProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built?: BuiltGuidance;
}

export type GuidanceScaleState = Sliced<GuidanceSettings, Shown>;

export function useGuidanceScale({ id, initial, built }: GuidanceScaleProps): GuidanceScaleState {
  const figure = useFigure({ id, schema: guidanceScale, initial });
  return useSliced({ figure, first: (s) => (built ? fromBuilt(s, built) : shownNow(s)), key: cloudKey, follow });
}
