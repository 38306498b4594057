/** The figure tied to its settings; what is drawn before the reader touches it was drawn when the page was built. */
import { untracked, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { unpackReference, type PackedReference, type Reference } from './reference';
import { diffusionKey, digitsVsDigits, ganKey, type DigitsVsDigitsSettings } from './state';
import { createLessons, lessonKey, newLesson, type Lessons } from './trained';
import { current, follow, fromBuilt, type BuiltDigits, type Shown } from './work';

export interface DigitsVsDigitsProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltDigits;
  readonly reference: PackedReference;
}

export interface DigitsVsDigitsState extends FigureDerived<DigitsVsDigitsSettings, Shown> {
  readonly reference: Reference;
  /** Both trained here; nothing of it is loaded before the reader asks. */
  readonly lessons: Lessons;
}

export function useDigitsVsDigits({ id, initial, built, reference: packed }: DigitsVsDigitsProps): DigitsVsDigitsState {
  const wanted = useSignal(false);
  const figure = useFigure({
    id,
    schema: digitsVsDigits,
    initial,
    // Who follows a link to two that are trained wants to see them trained.
    onExternal: ({ mode }) => {
      wanted.value = mode === 'train';
    },
  });
  const reference = useMemo(() => unpackReference(packed), []);
  const asked = useDerived<DigitsVsDigitsSettings, Shown>({
    figure,
    first: (s) => fromBuilt(s, built),
    // While two are trained here, the shipped ones are left alone.
    key: (s) => (s.mode === 'train' ? null : `${diffusionKey(s)} ${ganKey(s)}`),
    debounce: 120,
    run: (s, { shown, change, signal }) => follow(s, shown, reference, liveAsks, change, signal),
  });
  const lessons = useMemo(() => createLessons(id, () => figure.settings.peek(), reference, liveAsks.judge), [figure]);
  const before = useRef(figure.settings.peek());
  useSignalEffect(() => {
    const next = figure.settings.value;
    const same = lessonKey(next) === lessonKey(before.current) && next.mode === before.current.mode;
    before.current = next;
    if (same) return;
    lessons.pair.reset();
    lessons.lesson.value = newLesson(next);
  });
  useSignalEffect(() => lessons.pair.setVisible(figure.visible.value));
  useSignalEffect(() => {
    if (!wanted.value || !figure.visible.value) return;
    wanted.value = false;
    const status = lessons.pair.status.peek();
    if (status !== 'running' && status !== 'loading') untracked(lessons.pair.play);
  });
  useEffect(() => () => lessons.pair.dispose(), [lessons]);
  const shown = useComputed(() => current(figure.settings.value, asked.shown.value));
  return { ...asked, shown, reference, lessons };
}
