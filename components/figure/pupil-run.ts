/** A teacher and its pupil trained by presses, each to the end of a stage: what the figures share that are about what was learned. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { BuiltPupil, PupilPoint } from '../../src/engine/kinds/pupil/built';
import { pupil } from '../../src/engine/kinds/pupil/index';
import { stretchesOf, type PupilSettings } from '../../src/engine/kinds/pupil/settings';
import type { PupilSnapshot, PupilWatch } from '../../src/engine/kinds/pupil/types';
import { unpackPupil } from '../../src/engine/kinds/pupil/unpack';
import { createRun, isBuilt, type Curve, type RunSignals } from './run';
import type { FigureState } from './useFigure';

/** Milliseconds after which a control stands still. */
const still = 200;

/** Steps at which a press has done its work: where who learns changes; phases of one pupil are one press. */
export function stopsOf(settings: PupilSettings): readonly number[] {
  const all = stretchesOf(settings);
  return all
    .filter(({ stage, flow }, i) => stage !== all[i + 1]?.stage || flow !== all[i + 1].flow)
    .map(({ to }) => to);
}

/** Steps that the next press is for: to the next stop, and after the last as many as the last stage has. */
export function stepsToStop(stops: readonly number[], step: number): number {
  const next = stops.find((stop) => stop > step);
  return next === undefined ? stops[stops.length - 1] - (stops.at(-2) ?? 0) : next - step;
}

/** A run whose first press ends at its first stop. */
export function toFirstStop(settings: PupilSettings): PupilSettings {
  return { ...settings, stopAfter: stopsOf(settings)[0] };
}

export interface Lessons<Point> {
  readonly training: RunSignals<'pupil', Point>;
  /** The run that is open, or would be. */
  readonly run: ReadonlySignal<PupilSettings>;
  /** Steps trained here. */
  readonly step: ReadonlySignal<number>;
  /** Other networks are on their way. */
  readonly renewing: ReadonlySignal<boolean>;
  readonly press: () => void;
  /** New weights; what plays goes on to the first stop. */
  readonly again: () => void;
  /** Takes over what the figure is set to now. */
  readonly follow: () => void;
}

export interface LessonsOptions<T extends object, Point> {
  readonly figure: FigureState<T>;
  readonly runOf: (settings: T) => PupilSettings;
  readonly watch: Partial<PupilWatch>;
  readonly curve: Curve<PupilSnapshot, Point>;
  /** What this code learned when the page was built. */
  readonly built?: { readonly snapshot: PupilSnapshot; readonly history: readonly Point[] } | undefined;
}

export function createLessons<T extends object, Point>({
  figure,
  runOf,
  watch,
  curve,
  built,
}: LessonsOptions<T, Point>): Lessons<Point> {
  const run: Signal<PupilSettings> = signal(runOf(figure.settings.peek()));
  /** What was last heard of networks that are put away. */
  const stale = signal<PupilSnapshot | null>(null);
  const training = createRun(pupil, run.peek(), watch, { curve, built });
  const step = computed(() => (isBuilt(training.snapshot.value) ? 0 : (training.snapshot.value?.step ?? 0)));
  const renewing = computed(
    () =>
      (training.started() && JSON.stringify(runOf(figure.settings.value)) !== JSON.stringify(run.value)) ||
      (stale.value !== null && stale.value === training.snapshot.value),
  );
  return {
    training,
    run,
    step,
    renewing,
    follow() {
      const settings = runOf(figure.settings.peek());
      if (JSON.stringify(settings) === JSON.stringify(run.peek())) return;
      run.value = settings;
      // Whoever asks for another pupil presses for it: what it costs is part of what is shown.
      training.pause();
      stale.value = training.started() ? training.snapshot.peek() : null;
      training.configure(settings, 'reset');
    },
    press() {
      const at = step.peek();
      // Where nothing is trained here yet the run counts from nothing; else from where it stands.
      training.configure({ stopAfter: stepsToStop(stopsOf(run.peek()), at) }, at === 0 ? 'continue' : 'adapt');
      training.play();
    },
    again() {
      training.configure({ stopAfter: run.peek().stopAfter });
      training.reset();
    },
  };
}

/** Lets the run follow the figure's settings, and rest out of sight. */
export function useLessons<T extends object, Point>(
  figure: FigureState<T>,
  { training, follow }: Pick<Lessons<Point>, 'training' | 'follow'>,
): void {
  useSignalEffect(() => {
    void figure.settings.value;
    // New networks wait until a slider stands still; not those of a link, which are to be trained at once.
    const timer = setTimeout(follow, still);
    if (!training.started() || figure.asked.peek() !== null) follow();
    return () => clearTimeout(timer);
  });
  useSignalEffect(() => training.setVisible(figure.visible.value));
  useEffect(() => () => training.stop(), [training]);
}

/** What was learned at build time, as a run takes it. */
export function builtRun(built: BuiltPupil): {
  readonly snapshot: PupilSnapshot;
  readonly history: readonly PupilPoint[];
} {
  return { snapshot: unpackPupil(built), history: built.history };
}
