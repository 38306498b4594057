/** The map's settings tied to the shipped network in the worker. Nothing is loaded until something is changed. */
import { signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { inspectDigits, sampleDigits } from '../../../src/engine/digit-client';
import type { DigitInspection } from '../../../src/engine/digit-samples';
import { useFigure, type FigureState, type IslandProps } from '../index';
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
  const work = useMemo(() => createWork(figure.settings.peek(), built), [figure]);
  useSignalEffect(() => work.look(figure.settings.value));
  useSignalEffect(() => work.draw(figure.settings.value));
  useEffect(() => () => work.dispose(), [work]);
  return { figure, ...work };
}

function createWork(first: NetworkMapSettings, built: BuiltMap) {
  const begun = unpackedMap(built);
  const seen = signal<Seen>({ of: first, inspection: begun.inspection });
  const whole = signal<Drawn>(begun.whole);
  const lacking = signal<Drawn | null>(begun.lacking);
  const progress = signal<number | null>(null);
  const failure = signal<string | null>(null);
  const loading = signal(false);
  let answered = false;
  let wanted: NetworkMapSettings = first;
  let looking = false;
  let drawing: AbortController | null = null;
  /** What the samples on show were drawn for. */
  let wholeSeed = first.seed;
  let lackingFor = `${first.seed} ${first.off}`;
  const gone = new AbortController();

  const fail = (error: unknown) => {
    if (error instanceof Error && error.name !== 'AbortError') failure.value = error.message;
  };

  /** One question at a time: a dragged slider asks faster than the worker answers. */
  async function answer(): Promise<void> {
    looking = true;
    loading.value = !answered;
    try {
      while (seen.peek().of !== wanted) {
        const of = wanted;
        seen.value = { of, inspection: await inspectDigits(inspection(of), { signal: gone.signal }) };
        failure.value = null;
        answered = true;
        loading.value = false;
      }
    } catch (error) {
      fail(error);
    }
    loading.value = false;
    looking = false;
  }

  async function sample(s: NetworkMapSettings, stop: AbortController): Promise<void> {
    const part = partOf(s);
    const todo = [...(wholeSeed === s.seed ? [] : [undefined]), ...(part ? [part] : [])];
    try {
      progress.value = 0;
      for (const [i, without] of todo.entries()) {
        const made = drawn(
          await sampleDigits(sampling(s, without), {
            signal: stop.signal,
            onProgress: ({ done }) => {
              progress.value = (i + done) / todo.length;
            },
          }),
        );
        if (without === undefined) {
          whole.value = made;
          wholeSeed = s.seed;
        } else {
          lacking.value = made;
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) lackingFor = '';
      fail(error);
    }
    if (drawing === stop) {
      drawing = null;
      progress.value = null;
    }
  }

  return {
    seen,
    whole,
    lacking,
    loading,
    progress,
    failure,
    look(s: NetworkMapSettings): void {
      wanted = s;
      if (!looking && seen.peek().of !== s) void answer();
    },
    draw(s: NetworkMapSettings): void {
      const key = `${s.seed} ${s.off}`;
      if (key === lackingFor) return;
      lackingFor = key;
      drawing?.abort();
      lacking.value = null;
      const stop = new AbortController();
      drawing = stop;
      void sample(s, stop);
    },
    dismiss(): void {
      failure.value = null;
    },
    dispose(): void {
      gone.abort();
      drawing?.abort();
    },
  };
}
