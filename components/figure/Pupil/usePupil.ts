/** The figure's settings tied to its run: the first press trains the teacher, the second its pupil. */
import { computed, signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TargetSpec } from '../../../src/core/data/target';
import type { BuiltPupil, PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { pupil } from '../../../src/engine/kinds/pupil/index';
import { lengthsOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import type { PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { pupilPoint, unpackPupil } from '../../../src/engine/kinds/pupil/unpack';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { targetOf } from '../kit/plane-target';
import { createRun, isBuilt, type Curve } from '../run';
import { createRace, type PupilRace, type PupilTraining } from './race';
import { nextSteps, pupilFigure, rivalsOf, runSettings, type PupilFigureSettings } from './state';
import { remembered, taught, wholeCurve, type Learned, type Taught } from './learned';

export interface PupilProps extends IslandProps {
  /** What this code learned when the page was built. */
  readonly built?: BuiltPupil;
}

export interface PupilState {
  readonly figure: FigureState<PupilFigureSettings>;
  readonly training: PupilTraining;
  /** The run that is open, or would be. */
  readonly run: ReadonlySignal<PupilSettings>;
  /** Steps trained here. */
  readonly step: ReadonlySignal<number>;
  /** Other networks are on their way. */
  readonly renewing: ReadonlySignal<boolean>;
  /** Pupils that have learned this shape here, the latest first. */
  readonly learned: ReadonlySignal<readonly Learned[]>;
  /** What is learned: not yet what was asked for while a drawing is too small. */
  readonly learns: ReadonlySignal<TargetSpec>;
  /** The run's curve, with that of its teacher where another run here has taught it. */
  readonly curve: ReadonlySignal<readonly PupilPoint[]>;
  readonly race: PupilRace;
  readonly press: () => void;
  readonly pause: () => void;
  /** New weights; what plays goes on to the teacher's end. */
  readonly again: () => void;
}

/** Milliseconds after which a control stands still. */
const still = 200;

export const distanceCurve: Curve<PupilSnapshot, PupilPoint> = { point: pupilPoint, at: ({ step }) => step };

export function usePupil({ id, initial, built }: PupilProps): PupilState {
  const figure = useFigure({ id, schema: pupilFigure, initial });
  const state = useMemo(() => createState(id, figure, built), [figure]);
  const { training, race, run, follow } = state;
  useSignalEffect(() => {
    void figure.settings.value;
    // New networks wait until a slider or a pencil stands still; not those of a link, which are to be trained at once.
    const timer = setTimeout(follow, still);
    if (!training.started() || figure.asked.peek() !== null) follow();
    return () => clearTimeout(timer);
  });
  useSignalEffect(() => state.keep(training.history.value));
  useSignalEffect(() => {
    const snapshot = training.seen.value;
    if (snapshot?.status === 'done' && snapshot.step >= lengthsOf(run.peek()).total) state.remember(snapshot);
  });
  useSignalEffect(() => {
    for (const { settings, training: rival } of race.racers.value.slice(1)) {
      const seen = rival.seen.value;
      if (seen?.status === 'done' && seen.step >= lengthsOf(settings).total) state.remember(seen, settings);
    }
  });
  useSignalEffect(() => {
    training.setVisible(figure.visible.value);
    race.setVisible(figure.visible.value);
  });
  useEffect(
    () => () => {
      training.stop();
      race.dispose();
    },
    [training],
  );
  return { figure, ...state };
}

function createState(id: string, figure: FigureState<PupilFigureSettings>, built: BuiltPupil | undefined) {
  const run: Signal<PupilSettings> = signal(runSettings(figure.settings.peek()));
  const learns = signal(targetOf(figure.settings.peek()).spec);
  const learned = signal<readonly Learned[]>([]);
  const kept = signal<Taught | null>(null);
  /** What the run was last set to. */
  const applied = signal(figure.settings.peek());
  /** What was last heard of networks that are put away. */
  const stale = signal<PupilSnapshot | null>(null);
  const training: PupilTraining = createRun(
    pupil,
    run.peek(),
    {},
    {
      curve: distanceCurve,
      built: built && { snapshot: unpackPupil(built), history: built.history },
    },
  );
  const race = createRace(id, training, distanceCurve);
  const step = computed(() => (isBuilt(training.snapshot.value) ? 0 : (training.snapshot.value?.step ?? 0)));
  const renewing = computed(
    () =>
      (training.started() && figure.settings.value !== applied.value) ||
      (stale.value !== null && stale.value === training.snapshot.value),
  );

  return {
    training,
    race,
    run,
    step,
    renewing,
    learned,
    learns,
    curve: computed(() => wholeCurve(kept.value, run.value, training.history.value)),
    keep: (history: readonly PupilPoint[]): void => {
      kept.value = taught(kept.peek(), run.peek(), history);
    },
    /** Takes over what the figure is set to now. */
    follow: (): void => {
      const next = figure.settings.peek();
      const last = applied.peek();
      if (next === last) return;
      applied.value = next;
      const same = next.target === last.target && next.letter === last.letter && next.points === last.points;
      const target = same ? learns.peek() : targetOf(next, learns.peek()).spec;
      const settings = runSettings(next, target);
      // A race of others is another race.
      if (race.on.peek() && String(rivalsOf(next)) !== String(rivalsOf(last))) {
        training.pause();
        race.leave();
      }
      if (target !== learns.peek() || next.seed !== last.seed) learned.value = [];
      learns.value = target;
      if (JSON.stringify(settings) === JSON.stringify(run.peek())) return;
      race.leave();
      run.value = settings;
      // Whoever asks for another pupil presses for it: what it costs is what the figure is about.
      training.pause();
      stale.value = training.started() ? training.snapshot.peek() : null;
      training.configure(settings, 'reset');
    },
    remember: (snapshot: PupilSnapshot, of: PupilSettings = run.peek()): void => {
      learned.value = remembered(learned.peek(), of, snapshot);
    },
    press: (): void => {
      const at = step.peek();
      const rivals = rivalsOf(figure.settings.peek());
      if (race.on.peek()) return race.goOn();
      if (rivals.length > 0 && at >= lengthsOf(run.peek()).teacher) return race.start(run.peek(), rivals);
      // Where nothing is trained here yet the run counts from nothing; else from where it stands.
      training.configure({ stopAfter: nextSteps(run.peek(), at) }, at === 0 ? 'continue' : 'adapt');
      training.play();
    },
    pause: (): void => {
      training.pause();
      race.pause();
    },
    again: (): void => {
      race.leave();
      training.configure({ stopAfter: run.peek().stopAfter });
      training.reset();
    },
  };
}
