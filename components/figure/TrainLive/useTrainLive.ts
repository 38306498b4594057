/** The figure's settings tied to its training run: every change is sent to the worker as the change it is. */
import { signal, useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { keepNetwork, keptNetwork } from '../../../src/engine/store';
import type { FigureState, IslandProps } from '../index';
import { useFigure } from '../index';
import { createTraining, type TrainingSignals } from '../training';
import { runLabel } from './labels';
import { fieldSize, type Frozen } from './Panels';
import { asksToAdapt, beginsAnew, extent, runSettings, targetOf, trainLive, type TrainLiveSettings } from './state';

export interface TrainLiveState {
  readonly figure: FigureState<TrainLiveSettings>;
  readonly training: TrainingSignals;
  readonly frozen: Signal<Frozen | null>;
  /** A sentence about what the reader just did, when it failed or needs saying. */
  readonly said: Signal<string | null>;
  freeze(): void;
  keep(): Promise<void>;
  recall(): Promise<void>;
  download(): Promise<void>;
  upload(file: File): Promise<void>;
}

export function useTrainLive({ id, initial }: IslandProps): TrainLiveState {
  const figure = useFigure({ id, schema: trainLive, initial });
  const training = useMemo(() => createTraining(runSettings(figure.settings.peek()), watchOf(figure.settings.peek())), [figure]);
  const frozen = useSignal<Frozen | null>(null);
  const said = useMemo(() => signal<string | null>(null), []);
  const before = useRef(figure.settings.peek());

  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    if (next.t !== last.t) training.watch({ field: watchOf(next).field });
    const how = beginsAnew(last, next) ? 'reset' : asksToAdapt(last, next) ? 'adapt' : 'continue';
    if (how === 'continue' && next.steps === last.steps && next.speed === last.speed) return;
    training.configure(runSettings(next), how);
    // A network that had finished learning takes up the new task at once; one that the reader paused stays paused.
    if (how !== 'continue' && training.status.peek() === 'done') training.play();
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  useEffect(() => () => training.dispose(), [training]);

  const attempt = async (work: () => Promise<string | null>) => {
    try {
      said.value = await work();
    } catch (error) {
      said.value = error instanceof Error ? error.message : String(error);
    }
  };
  const name = () => `train-live, ${runLabel(figure.settings.peek())}`;

  return {
    figure, training, frozen, said,
    freeze() {
      const seen = training.seen.peek();
      frozen.value = frozen.peek() || !seen
        ? null
        : { label: runLabel(figure.settings.peek()), seen, history: training.history.peek(), spec: targetOf(figure.settings.peek()).spec };
    },
    keep: () => attempt(async () => {
      const bytes = await training.save();
      await keepNetwork(id, bytes, Date.now());
      return `Kept in this browser: ${name()}.`;
    }),
    recall: () => attempt(async () => {
      const kept = await keptNetwork(id);
      if (!kept) return 'No network of this figure is kept in this browser yet.';
      await training.load(kept.bytes);
      return 'The kept network is back.';
    }),
    download: () => attempt(async () => {
      const bytes = await training.save();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
      link.download = `diffusion-live-${figure.settings.peek().target}.net`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      return null;
    }),
    upload: (file) => attempt(async () => {
      await training.load(new Uint8Array(await file.arrayBuffer()));
      return `Loaded ${file.name}.`;
    }),
  };
}

export function watchOf(s: TrainLiveSettings) {
  return { samples: true, path: false, field: { t: s.t, size: fieldSize, extent }, interval: 80 } as const;
}
