/** The figure's settings tied to its training run: every change is sent to the worker as the change it is. */
import { signal, useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { BuiltPlane } from '../../../src/engine/kinds/plane/built';
import type { TargetSpec } from '../../../src/core/data/target';
import type { FigureState, IslandProps } from '../index';
import { useFigure } from '../index';
import { createKeeping, type Keeping } from '../keeping';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { runLabel } from './labels';
import type { Frozen } from './Panels';
import { asksToAdapt, beginsAnew, runSettings, trainLive, type TrainLiveSettings } from './state';
import { watchOf } from './watch';
import { targetOf } from '../kit/plane-target';

export interface TrainLiveState {
  readonly figure: FigureState<TrainLiveSettings>;
  readonly training: PlaneRun;
  readonly frozen: Signal<Frozen | null>;
  /** What the network learns: not yet what was asked for while a drawing is too small. */
  readonly learns: Signal<TargetSpec>;
  readonly keeping: Keeping;
  readonly freeze: () => void;
}

export interface TrainLiveProps extends IslandProps {
  /** What this code learned when the page was built. */
  readonly built?: BuiltPlane;
}

export function useTrainLive({ id, initial, built }: TrainLiveProps): TrainLiveState {
  const figure = useFigure({ id, schema: trainLive, initial });
  const training = useMemo(
    () => createPlaneRun(runSettings(figure.settings.peek()), watchOf(figure.settings.peek()), built),
    [figure],
  );
  const frozen = useSignal<Frozen | null>(null);
  const learns = useMemo(() => signal(targetOf(figure.settings.peek()).spec), []);
  const before = useRef(figure.settings.peek());

  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    if (next.t !== last.t) training.watch({ field: watchOf(next).field });
    const target =
      next.target === last.target && next.letter === last.letter && next.points === last.points
        ? learns.peek()
        : targetOf(next, learns.peek()).spec;
    const other = target !== learns.peek();
    learns.value = target;
    const how = beginsAnew(last, next) ? 'reset' : other || asksToAdapt(last, next) ? 'adapt' : 'continue';
    if (how === 'continue' && next.steps === last.steps && next.speed === last.speed) return;
    training.configure(runSettings(next, target), how);
    // A network that had finished learning takes up the new task at once; one that the reader paused stays paused.
    if (how !== 'continue' && training.status.peek() === 'done') training.play();
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  useEffect(() => () => training.stop(), [training]);

  const keeping = useMemo(
    () =>
      createKeeping({
        id,
        learned: () => training.learned(),
        save: training.save,
        load: training.load,
        name: () => `train-live, ${runLabel(figure.settings.peek())}`,
        file: () => `diffusion-live-${figure.settings.peek().target}`,
      }),
    [training],
  );

  return {
    figure,
    training,
    frozen,
    learns,
    keeping,
    freeze() {
      const seen = training.seen.peek();
      frozen.value =
        frozen.peek() || !seen
          ? null
          : { label: runLabel(figure.settings.peek()), seen, history: training.history.peek(), spec: learns.peek() };
    },
  };
}
