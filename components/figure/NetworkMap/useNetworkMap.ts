/** The map's settings tied to the shipped network in the worker. Nothing is loaded until something is changed. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitInspection } from '../../../src/engine/kinds/shipped/denoising';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createDerived } from '../kit/derived';
import { unpackedMap, type BuiltMap } from './built';
import { drawn, inspection, networkMap, partOf, sampling, type Drawn, type NetworkMapSettings } from './state';

export interface NetworkMapProps extends IslandProps {
  readonly built: BuiltMap;
}

/** An inspection and the settings it belongs to. */
export interface Seen {
  readonly of: NetworkMapSettings;
  readonly inspection: DigitInspection;
}

export interface NetworkMapState {
  readonly figure: FigureState<NetworkMapSettings>;
  readonly seen: ReadonlySignal<Seen>;
  readonly whole: ReadonlySignal<Drawn>;
  /** Null while it is not drawn. */
  readonly lacking: ReadonlySignal<Drawn | null>;
  /** Whether the shipped network is being fetched and asked for the first time. */
  readonly loading: ReadonlySignal<boolean>;
  /** Share of the drawing that is done, null when none is under way. */
  readonly progress: ReadonlySignal<number | null>;
  readonly failure: ReadonlySignal<string | null>;
  readonly dismiss: () => void;
}

export function useNetworkMap({ id, initial, built }: NetworkMapProps): NetworkMapState {
  const figure = useFigure({ id, schema: networkMap, initial });
  const work = useMemo(() => createWork(figure, built), [figure]);
  useEffect(() => work.follow(), [work]);
  return { figure, ...work };
}

interface Samples {
  readonly whole: Drawn;
  /** The seed that `whole` is drawn from. */
  readonly seed: number;
  readonly lacking: Drawn | null;
  readonly done: number;
}

function createWork(figure: FigureState<NetworkMapSettings>, built: BuiltMap) {
  const first = figure.settings.peek();
  const begun = unpackedMap(built);
  const answered = signal(false);

  // A dragged slider asks faster than the worker answers.
  const look = createDerived<{ readonly seen: Seen }>({
    first: { seen: { of: first, inspection: begun.inspection } },
    key: () => JSON.stringify(figure.settings.value),
    policy: 'finish',
    async run({ change, signal: gone }) {
      const of = figure.settings.peek();
      change({ seen: { of, inspection: await liveAsks.inspect(inspection(of), { signal: gone }) } });
      answered.value = true;
    },
  });

  const samples = createDerived<Samples>({
    first: { whole: begun.whole, seed: first.seed, lacking: begun.lacking, done: 0 },
    key: () => `${figure.settings.value.seed} ${figure.settings.value.off}`,
    async run({ shown, change, signal: gone }) {
      const s = figure.settings.peek();
      const part = partOf(s);
      const todo = [...(shown.seed === s.seed ? [] : [undefined]), ...(part ? [part] : [])];
      change({ lacking: null, done: 0 });
      for (const [i, without] of todo.entries()) {
        const listening = {
          signal: gone,
          onProgress: ({ done }: { readonly done: number }) => change({ done: (i + done) / todo.length }),
        };
        const made = drawn(await liveAsks.sample(sampling(s, without), listening));
        change(without === undefined ? { whole: made, seed: s.seed } : { lacking: made });
      }
    },
  });

  return {
    seen: computed(() => look.shown.value.seen),
    whole: computed(() => samples.shown.value.whole),
    lacking: computed(() => samples.shown.value.lacking),
    loading: computed(() => look.running.value && !answered.value),
    progress: computed(() => (samples.running.value ? samples.shown.value.done : null)),
    failure: computed(() => look.error.value ?? samples.error.value),
    dismiss(): void {
      look.error.value = null;
      samples.error.value = null;
    },
    follow() {
      const ends = [look.follow(), samples.follow()];
      return () => ends.forEach((end) => end());
    },
  };
}
