/** The figure tied to its settings: what is typed is asked as soon as it stands for a moment. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, useFrames, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { picturesKey, promptDigits, steps, type PromptSettings } from './state';
import { follow, fromBuilt, type BuiltPrompt, type Shown } from './work';

export interface PromptProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltPrompt;
}

interface PromptFigure extends FigureDerived<PromptSettings, Shown> {
  readonly playing: boolean;
  readonly play: (on: boolean) => void;
}

/** Seconds that a step stands while it is played. */
const pause = 0.45;

export function usePrompt({ id, initial, built }: PromptProps): PromptFigure {
  const figure = useFigure({ id, schema: promptDigits, initial });
  const derived = useDerived<PromptSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: picturesKey,
    debounce: 180,
    run: (s, { change, signal }) =>
      follow(
        s,
        (spec, onProgress) => liveAsks.prompt(spec, { signal, ...(onProgress && { onProgress }) }),
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
