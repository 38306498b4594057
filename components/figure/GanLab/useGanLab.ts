/** The figure's settings tied to its game: every change is sent to the worker as the change it is. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { batch } from '../../../src/core/batch';
import type { TargetSpec } from '../../../src/core/data/target';
import type { BuiltPlaneGan } from '../../../src/engine/kinds/plane-gan/built';
import { createPlaneGanRun, type PlaneGanRun } from '../plane-gan-run';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { meanPull, takenForReal } from './judge';
import type { Seen } from './labels';
import { beginsAnew, ganLab, gameOf, runSettings, targetOf, watchOf, type GanLabSettings } from './state';

export interface GanLabState {
  readonly figure: FigureState<GanLabSettings>;
  readonly game: PlaneGanRun;
  /** What is played for: not yet what was asked for while a drawing is too small. */
  readonly learns: Signal<TargetSpec>;
  readonly seen: ReadonlySignal<Seen | null>;
}

export interface GanLabProps extends IslandProps {
  /** What this code played when the page was built. */
  readonly built?: BuiltPlaneGan;
}

export function useGanLab({ id, initial, built }: GanLabProps): GanLabState {
  const figure = useFigure({ id, schema: ganLab, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  const { game, learns } = state;
  const before = useRef(figure.settings.peek());

  useSignalEffect(() => {
    const next = figure.settings.value;
    const last = before.current;
    before.current = next;
    if (next === last) return;
    if (next.shown !== last.shown) game.watch(watchOf(next));
    const kept = next.preset === last.preset ? learns.peek() : undefined;
    const same = kept && next.target === last.target && next.letter === last.letter && next.points === last.points;
    const target = same ? kept : targetOf(next, kept).spec;
    learns.value = target;
    const anew = beginsAnew(last, next);
    const settings = runSettings(next, target);
    if (JSON.stringify(settings) === JSON.stringify(runSettings(last, same ? target : undefined)) && same && !anew)
      return;
    const status = game.status.peek();
    game.configure(settings, anew ? 'reset' : 'continue');
    // Who asks for another game wants to see it; a game that the reader paused stays paused, and where motion is reduced none starts by itself.
    const plays = next.preset !== last.preset || status === 'done';
    if (plays && figure.visible.peek() && !figure.reducedMotion.peek()) game.play();
  });
  useSignalEffect(() => game.setVisible(figure.visible.value));
  useEffect(() => () => game.stop(), [game]);
  return { figure, ...state };
}

function createState(figure: FigureState<GanLabSettings>, built: BuiltPlaneGan | undefined) {
  const first = figure.settings.peek();
  const game = createPlaneGanRun(runSettings(first), watchOf(first), built);
  const learns = signal(targetOf(first).spec);
  const rules = computed(() => gameOf(figure.settings.value).rules);
  const seen = computed<Seen | null>(() => {
    const snapshot = game.seen.value;
    if (!snapshot) return null;
    return {
      snapshot,
      taken: snapshot.field
        ? takenForReal(snapshot.field, batch(snapshot.samples, 2), rules.value, snapshot.losses)
        : NaN,
      pull: meanPull(snapshot.pull),
      built: snapshot.run === 'built',
    };
  });
  return { game, learns, seen };
}
