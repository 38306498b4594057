/** The figure's settings tied to what is computed exactly, and to a network that learns the same field. */
import { computed, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { useDerived } from '../kit/useDerived';
import { useTrained } from '../kit/useTrained';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { builtRun, type BuiltDSlider } from './built';
import { apart, arrowsOf, arrowsTo, distances, limitKey } from './fields';
import { measured, sampled, sampleKey, unbuilt, type Sampled } from './samples';
import { beginsAnew, dSlider, runSettings, watchOf, type DSliderSettings } from './state';

/** What a network has learned of the field at this D and level. */
export interface Learned {
  readonly snapshot: PlaneSnapshot;
  readonly step: number;
  /** From every place to where it guesses the datum. */
  readonly arrows: Batch;
  /** Root mean square distance from the exact ones, in data units. */
  readonly distance: number;
  readonly samples: Sampled;
}

export interface DSliderProps extends IslandProps {
  readonly built?: BuiltDSlider;
}

interface Shown {
  readonly found: Sampled | null;
}

interface Limits {
  readonly all: readonly number[];
  readonly key: string;
}

export interface DSliderState {
  readonly figure: FigureState<DSliderSettings>;
  readonly training: PlaneRun;
  readonly learned: ReadonlySignal<Learned | null>;
  readonly exact: { readonly found: Sampled | null; readonly running: boolean; readonly error: string | null };
  readonly limits: Limits;
}

export function useDSlider({ id, initial, built }: DSliderProps): DSliderState {
  const figure = useFigure({ id, schema: dSlider, initial });
  const { training, learned } = useMemo(() => createState(figure, built), [figure]);
  const exact = useDerived<DSliderSettings, Shown>({
    figure,
    first: () => ({ found: built ? unbuilt(built.exact) : null }),
    key: sampleKey,
    known: built !== undefined,
    policy: 'finish',
    *run(s, { change }) {
      change({ found: yield* sampled(s) });
    },
  });
  const limits = useDerived<DSliderSettings, Limits>({
    figure,
    first: (s) => ({ all: built?.distances ?? [], key: built ? limitKey(s) : '' }),
    key: limitKey,
    known: built !== undefined,
    policy: 'finish',
    *run(s, { change }) {
      change({ all: yield* distances(s), key: limitKey(s) });
    },
  });
  useTrained({
    figure,
    training,
    field: (s) => watchOf(s).field,
    seen: () => learned.value?.snapshot.field?.t,
    runSettings,
    beginsAnew,
    adapts: (a, b) => (sampleKey(a) === sampleKey(b) ? null : runSettings(b)),
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  const { found } = exact.shown.value;
  return {
    figure,
    training,
    learned,
    exact: { found, running: exact.running.value, error: exact.error.value ?? limits.error.value },
    limits: limits.shown.value,
  };
}

function createState(figure: FigureState<DSliderSettings>, built: BuiltDSlider | undefined) {
  const first = figure.settings.peek();
  const training = createPlaneRun(runSettings(first), watchOf(first), built && builtRun(built));
  // A snapshot of a status alone (a pause, a rest) has no field and does not blank the picture.
  let last: Learned | null = null;
  const learned = computed(() => {
    const snapshot = training.snapshot.value;
    if (!snapshot) last = null;
    else if (answers(snapshot, figure.settings.peek())) last = learnedOf(snapshot, figure.settings.peek());
    return last;
  });
  return { training, learned };
}

/** Whether it was seen at the level that is set: an answer to an older question is let go. */
function answers({ field, samples }: PlaneSnapshot, s: DSliderSettings): boolean {
  return samples.length > 0 && field?.t === watchOf(s).field.t;
}

function learnedOf(snapshot: PlaneSnapshot, s: DSliderSettings): Learned {
  const arrows = arrowsTo(snapshot.field!.values);
  const evaluations = s.steps * (s.sampler === 'edm' ? 2 : 1);
  return {
    snapshot,
    step: snapshot.step,
    arrows,
    distance: apart(arrows, arrowsOf(s, s.power)),
    samples: measured(s, batch(snapshot.samples, 2), evaluations),
  };
}
