/** The figure tied to its settings: strips are asked for as soon as what they follow from stands for a moment. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, useFrames, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { panorama, steps, stripsKey, type PanoramaSettings } from './state';
import { follow, fromBuilt, type BuiltPanorama, type Shown } from './work';

export interface PanoramaProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltPanorama;
}

interface PanoramaFigure extends FigureDerived<PanoramaSettings, Shown> {
  readonly playing: boolean;
  readonly play: (on: boolean) => void;
}

/** Seconds that a step stands while it is played. */
const pause = 0.35;

export function usePanorama({ id, initial, built }: PanoramaProps): PanoramaFigure {
  const figure = useFigure({ id, schema: panorama, initial });
  const derived = useDerived<PanoramaSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: stripsKey,
    debounce: 150,
    run: (s, { change, signal }) =>
      follow(
        s,
        (spec, onProgress) => liveAsks.panorama(spec, { signal, ...(onProgress && { onProgress }) }),
        change,
        figure.reducedMotion.peek(),
      ),
  });
  const on = useSignal(false);
  const waited = useRef(0);
  const playing = on.value && !derived.running.value;
  useFrames(figure, playing, (seconds) => {
    waited.current += seconds;
    if (waited.current < pause) return;
    waited.current = 0;
    const { step } = figure.settings.peek();
    if (step >= steps) on.value = false;
    else figure.set({ step: step + 1 });
  });
  return {
    ...derived,
    playing,
    play(next) {
      waited.current = 0;
      if (next && figure.settings.peek().step >= steps) figure.set({ step: 1 });
      on.value = next;
    },
  };
}
