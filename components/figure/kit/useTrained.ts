/** A run in the plane tied to its figure's settings: what the network is asked as they change, and when it begins anew. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { PlaneSettings } from '../../../src/engine/kinds/plane/settings';
import type { FieldRequest } from '../../../src/engine/kinds/plane/watch';
import type { PlaneRun } from '../plane-run';
import type { FigureState } from '../useFigure';

export interface TrainedWork<T extends object> {
  readonly figure: FigureState<T>;
  readonly training: PlaneRun;
  /** What of the network is shown at these settings. */
  readonly field: (settings: T) => FieldRequest;
  /** The time of what is shown now. */
  readonly seen: () => number | undefined;
  readonly runSettings: (settings: T) => PlaneSettings;
  /** Whether going from `a` to `b` asks for a network trained anew. */
  readonly beginsAnew: (a: T, b: T) => boolean;
  /** What a network that goes on takes over, where something of it changed; default: nothing ever. */
  readonly adapts?: (a: T, b: T) => Partial<PlaneSettings> | null;
}

export function useTrained<T extends object>(work: TrainedWork<T>): void {
  const { figure, training, field, seen, runSettings, beginsAnew, adapts = () => null } = work;
  const before = useRef(figure.settings.peek());
  const asked = useRef(field(figure.settings.peek()).t);

  useSignalEffect(() => {
    const request = field(figure.settings.value);
    const answered = seen();
    // One question at a time: a dragged slider asks faster than a network answers.
    if (request.t === asked.current || (training.started() && answered !== asked.current)) return;
    asked.current = request.t;
    training.watch({ field: request });
  });
  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    const anew = beginsAnew(last, next);
    const change = anew ? null : adapts(last, next);
    // A network that the reader paused stays paused; one that rests is woken first, so that it does not show itself unchanged.
    if (anew && training.started() && training.status.peek() !== 'paused') training.play();
    if (anew) training.configure(runSettings(next), 'reset');
    else if (change) training.configure(change);
    // What was learned at build time is known as it was asked then only.
    const unknown = anew || change !== null || field(next).t !== field(last).t;
    if (unknown && !training.started() && figure.visible.peek() && (!anew || !figure.reducedMotion.peek()))
      training.play();
  });
  useEffect(() => () => training.stop(), [training]);
}
