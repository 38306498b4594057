/** The schedule editor's state: one settings object; the schedule in force, both clouds and all that is drawn follow from it. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { makeSchedule, type Knot, type Schedule, type ScheduleSpec } from '../../../src/core/schedule/index';
import type { BuiltPlane } from '../../../src/engine/kinds/plane/built';
import type { PlaneSnapshot } from '../../../src/engine/kinds/plane/types';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { createPlaneRun, type PlaneRun } from '../plane-run';
import { isBuilt } from '../run';
import { createExact, type ExactSampler } from './exact';
import { createRetraining, runSettings } from './retraining';
import { createSampledDigits, unpackGrid, type BuiltDigits, type SampledDigits } from './sampled-digits';
import { faultOf, flat, knotsOf, refusal, scheduleEditor, specOf, type ScheduleSettings } from './settings';
import { editedKnots } from './views';

/** The schedule that everything is computed with: the one asked for, or the last good one. */
export interface InForce {
  readonly spec: ScheduleSpec;
  readonly schedule: Schedule;
  /** The settings that gave it. */
  readonly settings: ScheduleSettings;
  /** Why the one asked for was not taken. */
  readonly problem: string | null;
}

export interface ScheduleEditorState {
  readonly figure: FigureState<ScheduleSettings>;
  readonly inForce: ReadonlySignal<InForce>;
  readonly exact: ExactSampler;
  readonly training: PlaneRun;
  readonly digits: SampledDigits;
  /** What the network gives: of build time until it trains here, and only under the very settings of then. Null for nothing yet. */
  readonly learned: ReadonlySignal<PlaneSnapshot | null>;
  /** The time whose number is shown. */
  readonly at: Signal<number>;
  /** A sentence about the last curve that was not taken; it stays until a better one is drawn. */
  readonly said: Signal<string | null>;
  /** The reader changed the knots that a view shows. */
  edit(before: readonly Knot[], after: readonly Knot[]): void;
  readonly change: (change: Partial<ScheduleSettings>) => void;
  /** The reader let go: a curve that was not taken goes back to the last good one. */
  readonly commit: () => void;
  /** Back to the chapter's settings, with a new network. */
  readonly reset: () => void;
}

export interface ScheduleEditorProps extends IslandProps {
  /** What this code learned when the page was built. */
  readonly built?: BuiltPlane;
  /** The digits of that time. */
  readonly builtDigits?: BuiltDigits;
}

export function useScheduleEditor({ id, initial, built, builtDigits }: ScheduleEditorProps): ScheduleEditorState {
  const figure = useFigure({ id, schema: scheduleEditor, initial });
  const state = useMemo(() => createState(figure, built, builtDigits), [figure]);
  const { inForce, exact, training, digits, retraining } = state;

  useSignalEffect(() => {
    const { target, steps, seed } = figure.settings.value;
    const { spec } = inForce.value;
    const shown = exact.cloud.peek().request;
    if (shown.spec !== spec || shown.target !== target || shown.steps !== steps || shown.seed !== seed) {
      exact.ask({ spec, target, steps, seed });
    }
    retraining.follow(runSettings(figure.settings.value, spec));
  });
  useSignalEffect(() => {
    const { steps, seed, codes } = figure.settings.value;
    if (figure.visible.value) digits.follow({ spec: inForce.value.spec, steps, seed, codes });
  });
  useSignalEffect(() => {
    const seen = figure.visible.value;
    training.setVisible(seen);
    if (seen && !figure.reducedMotion.value && !savesData() && !training.started()) training.play();
  });
  useEffect(
    () => () => {
      retraining.dispose();
      exact.dispose();
      digits.dispose();
      training.stop();
    },
    [state],
  );
  return state;
}

function createState(
  figure: FigureState<ScheduleSettings>,
  built: BuiltPlane | undefined,
  builtDigits: BuiltDigits | undefined,
) {
  const first = figure.settings.peek();
  const inForce = forceOf(figure.settings);
  const { spec } = inForce.peek();
  const exact = createExact({ spec, target: first.target, steps: first.steps, seed: first.seed });
  const training = createPlaneRun(
    runSettings(first, spec),
    { samples: true, path: false, field: null, interval: 80 },
    built,
  );
  const atFirst = JSON.stringify(runSettings(first, spec));
  const learned = computed(() => {
    const seen = training.seen.value;
    return isBuilt(seen) && JSON.stringify(runSettings(figure.settings.value, inForce.value.spec)) !== atFirst
      ? null
      : seen;
  });
  const retraining = createRetraining({
    training,
    settings: runSettings(first, spec),
    mayStart: () => figure.visible.peek() && !figure.reducedMotion.peek(),
  });
  const digits = createSampledDigits(builtDigits ? unpackGrid(builtDigits) : null);
  const at = signal(0.55);
  const said = signal<string | null>(null);
  const change = (next: Partial<ScheduleSettings>) => {
    const wanted = { ...figure.settings.peek(), ...next };
    // A drawing follows the hand also where nothing can be sampled from it; whatever else cannot be is not taken.
    const fault = next.knots ? null : faultOf(wanted);
    if (fault !== null && faultOf(figure.settings.peek()) === null) {
      said.value = fault;
      return;
    }
    figure.set(next);
    said.value = inForce.peek().problem;
  };

  return {
    figure,
    inForce,
    exact,
    training,
    digits,
    learned,
    retraining,
    at,
    said,
    change,
    edit(before: readonly Knot[], after: readonly Knot[]) {
      const s = figure.settings.peek();
      const moved = after.find((knot, i) => knot[0] !== before[i]?.[0] || knot[1] !== before[i]?.[1]);
      if (moved) at.value = moved[0];
      const from = s.preset === 'drawn' ? s.from : s.preset;
      change({ preset: 'drawn', from, knots: flat(editedKnots(s.view, knotsOf(s), before, after)) });
    },
    commit() {
      const { problem, settings } = inForce.peek();
      const { preset, from, knots, betaMax } = settings;
      if (problem !== null) figure.set({ preset, from, knots, betaMax });
    },
    reset() {
      said.value = null;
      figure.reset();
      retraining.afresh();
    },
  };
}

/** Follows the settings; the same schedule keeps its identity when only the view or the target changed. */
function forceOf(settings: ReadonlySignal<ScheduleSettings>): ReadonlySignal<InForce> {
  const asked = computed(() => JSON.stringify(specOf(settings.value)));
  const spec = specOf(settings.peek());
  let good: InForce = { spec, schedule: makeSchedule(spec), settings: settings.peek(), problem: null };
  let taken = asked.peek();
  return computed(() => {
    const key = asked.value;
    const s = settings.peek();
    if (key === taken) return good;
    try {
      const next = specOf(s);
      good = { spec: next, schedule: makeSchedule(next), settings: s, problem: null };
      taken = key;
      return good;
    } catch (error) {
      return { ...good, problem: refusal(error) };
    }
  });
}

function savesData(): boolean {
  const connection = (navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } }).connection;
  return connection?.saveData === true;
}
