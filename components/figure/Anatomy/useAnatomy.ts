/** The figure tied to its settings: the worker is asked anew when what the answer depends on changes; the player walks through the answer. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useFigure, useFrames, type IslandProps } from '../index';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { anatomyFigure, requestKey, shownSteps, type AnatomySettings } from './state';
import { answerTo, fromBuilt, type BuiltAnatomy, type Shown } from './work';

export interface AnatomyProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltAnatomy;
}

export interface AnatomyState extends FigureDerived<AnatomySettings, Shown> {
  readonly playing: Signal<boolean>;
  /** The step that is shown, within those that there are. */
  readonly step: ReadonlySignal<number>;
  readonly last: ReadonlySignal<number>;
  readonly onStep: () => void;
  readonly onPlay: () => void;
}

/** Seconds that a step stands while it plays. */
const pause = 0.45;

export function useAnatomy({ id, initial, built }: AnatomyProps): AnatomyState {
  const figure = useFigure({ id, schema: anatomyFigure, initial });
  const derived = useDerived<AnatomySettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    key: requestKey,
    debounce: 250,
    async run(of, { change, signal: gone }) {
      change({ done: 0 });
      const answer = await answerTo(of, liveAsks, { signal: gone, onDone: (done) => change({ done }) });
      change({ of, answer, done: 1 });
    },
  });
  const player = useMemo(() => {
    const playing = signal(false);
    const last = computed(() => shownSteps(derived.shown.value.of) - 1);
    const step = computed(() => Math.min(figure.settings.value.step, last.value));
    const to = (next: number) => figure.set({ step: Math.max(0, Math.min(last.peek(), next)) });
    return {
      playing,
      last,
      step,
      onStep: () => to(step.peek() === last.peek() ? 0 : step.peek() + 1),
      onPlay() {
        if (step.peek() === last.peek()) to(0);
        playing.value = true;
      },
      advance() {
        if (step.peek() >= last.peek()) playing.value = false;
        else to(step.peek() + 1);
      },
    };
  }, [derived]);
  const clock = useMemo(() => ({ since: 0 }), []);
  useFrames(figure, player.playing.value, (seconds) => {
    clock.since += seconds;
    if (clock.since < pause) return;
    clock.since = 0;
    player.advance();
  });
  useEffect(() => {
    clock.since = 0;
  }, [player.playing.value]);
  return { ...derived, ...player };
}
