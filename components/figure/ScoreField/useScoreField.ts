/** The figure's settings tied to its training run. */
import { computed, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import type { Field } from '../../../src/engine/kinds/plane/watch';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { useTrained } from '../kit/useTrained';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { isBuilt } from '../run';
import { unpackedRun, type BuiltField } from './built';
import { errorCurve, type MeanErrors } from './fields';
import { beginsAnew, mapRequest, runSettings, scoreField, watchOf, type ScoreFieldSettings } from './state';

/** What the network shows: its guesses on the map's grid, and its error over t. */
export interface Learned {
  readonly snapshot: PlaneSnapshot;
  readonly field: Field;
  readonly curve: readonly MeanErrors[] | null;
}

export interface ScoreFieldState {
  readonly figure: FigureState<ScoreFieldSettings>;
  readonly training: PlaneRun;
  readonly learned: ReadonlySignal<Learned | null>;
}

export interface ScoreFieldProps extends IslandProps {
  readonly built?: BuiltField;
}

export function useScoreField({ id, initial, built }: ScoreFieldProps): ScoreFieldState {
  const figure = useFigure({ id, schema: scoreField, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  const { training, learned } = state;

  useTrained({
    figure,
    training,
    field: (s) => mapRequest(s.t),
    seen: () => learned.value?.field.t,
    runSettings,
    beginsAnew,
  });
  useSignalEffect(() => {
    const seen = figure.visible.value;
    training.setVisible(seen);
    if (seen && !figure.reducedMotion.value && !savesData() && !training.started()) training.play();
  });
  return state;
}

function createState(figure: FigureState<ScoreFieldSettings>, built: BuiltField | undefined) {
  const first = figure.settings.peek();
  const training = createPlaneRun(runSettings(first), watchOf(first), built && unpackedRun(built));
  // A snapshot of a status alone (a pause, a rest) has no field and does not blank the picture.
  let last: Learned | null = null;
  const learned = computed(() => {
    const snapshot = training.snapshot.value;
    if (!snapshot) last = null;
    else if (snapshot.field) {
      last = {
        snapshot,
        field: snapshot.field,
        curve: isBuilt(snapshot) ? (built?.curve ?? null) : errorCurve(snapshot.fields),
      };
    }
    return last;
  });
  return {
    figure,
    training,
    learned,
  };
}

function savesData(): boolean {
  const connection = (navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } }).connection;
  return connection?.saveData === true;
}
