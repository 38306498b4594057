/** The figure's settings tied to its crowd, its lines and its playing. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useFigure, useFrames, type FigureState, type IslandProps } from '../index';
import { courseOf, shownIndex } from './course';
import { sdePaths, walkKey, type SdeSettings } from './settings';
import { shown, type BuiltCrowd, type Shown } from './shown';
import { createCrowds } from './crowd';
import { lineWalk, type Walk } from './walk';

export interface SdePathsProps extends IslandProps {
  /** The crowd of build time. */
  readonly built?: BuiltCrowd;
}

export interface SdePathsState {
  readonly figure: FigureState<SdeSettings>;
  readonly lines: Walk;
  readonly shown: Shown | null;
  /** Which of the states kept is shown. */
  readonly index: number;
  readonly t: number;
  readonly working: ReadonlySignal<boolean>;
  readonly playing: Signal<boolean>;
  readonly change: (change: Partial<SdeSettings>) => void;
  /** Shows a state kept, and stops playing. */
  go(index: number): void;
  readonly play: () => void;
}

/** Seconds that a walk takes to play, and its jumps where motion is kept down. */
const lasts = 7;
const jumps = 8;

export function useSdePaths({ id, initial, built }: SdePathsProps): SdePathsState {
  const playing = useMemo(() => signal(false), []);
  const figure = useFigure({
    id,
    schema: sdePaths,
    initial,
    onExternal: () => {
      playing.value = false;
    },
  });
  const crowds = useMemo(() => createCrowds(figure.settings, figure.visible), [figure]);
  const progress = useRef(0);
  const s = figure.settings.value;
  const crowd = crowds.crowd.value;
  const key = walkKey(s);
  const lines = useMemo(() => lineWalk(s), [key]);
  const index = shownIndex(lines.times, s.t);
  const seen = useMemo(() => shown(s, crowd, built), [key, index, crowd]);
  const last = lines.times.length - 1;

  useEffect(() => crowds.follow(), [crowds]);

  const show = (to: number) => figure.set({ t: tidy(lines.times[Math.max(0, Math.min(last, to))]) });
  useFrames(figure, playing.value, (seconds) => {
    progress.current = Math.min(1, progress.current + seconds / lasts);
    const { current } = progress;
    const to = Math.round((figure.reducedMotion.peek() ? Math.floor(current * jumps) / jumps : current) * last);
    if (to !== index) show(to);
    if (current >= 1) playing.value = false;
  });

  return {
    figure,
    lines,
    index,
    playing,
    shown: seen,
    t: lines.times[index],
    working: crowds.working,
    change(change) {
      playing.value = false;
      const next = { ...figure.settings.peek(), ...change };
      const turned = next.direction !== s.direction || (next.mode === 'bridge') !== (s.mode === 'bridge');
      figure.set(turned ? { ...change, t: restingTime(next) } : change);
    },
    go(to) {
      playing.value = false;
      show(to);
    },
    play() {
      progress.current = index >= last ? 0 : index / last;
      if (index >= last) show(0);
      playing.value = true;
    },
  };
}

/** Where a walk that is turned round is shown: at its end; a bridge, which is pinned there, half-way. */
function restingTime(s: SdeSettings): number {
  const { kept } = courseOf(s);
  return s.mode === 'bridge' ? 0.5 : tidy(kept[kept.length - 1]);
}

/** A time as it travels in a link. */
function tidy(t: number): number {
  return Math.round(t * 1e4) / 1e4;
}
