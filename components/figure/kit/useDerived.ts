import { useEffect, useMemo } from 'preact/hooks';
import type { FigureState } from '../useFigure';
import { createDerived, type Derived, type DerivedWork, type Task } from './derived';

export interface FigureWork<T extends object, Shown extends object> extends Pick<
  DerivedWork<Shown>,
  'debounce' | 'policy' | 'on'
> {
  readonly figure: FigureState<T>;
  /** What is shown at first, of the settings at first. */
  readonly first: (settings: T) => Shown;
  /** Names what of the settings the answer depends on: it is computed again when this changes. Null for nothing to ask. */
  readonly key: (settings: T) => string | null;
  /** Whether `first` answers the first key (true). */
  readonly known?: boolean;
  readonly run: (settings: T, task: Task<Shown>) => ReturnType<DerivedWork<Shown>['run']>;
}

export interface FigureDerived<T extends object, Shown extends object> extends Derived<Shown> {
  readonly figure: FigureState<T>;
}

/** A figure whose picture is computed or asked for anew whenever its settings change while it is seen. */
export function useDerived<T extends object, Shown extends object>(
  work: FigureWork<T, Shown>,
): FigureDerived<T, Shown> {
  const { figure } = work;
  const derived = useMemo(() => ({ figure, ...derivedOf(work) }), [figure]);
  useEffect(() => derived.follow(), [derived]);
  return derived;
}

/** `useDerived` without a component. */
export function derivedOf<T extends object, Shown extends object>({
  figure,
  first,
  key,
  known = true,
  run,
  ...rest
}: FigureWork<T, Shown>): Derived<Shown> {
  return createDerived({
    ...rest,
    first: first(figure.settings.peek()),
    key: () => key(figure.settings.value),
    run: (task) => run(figure.settings.peek(), task),
    visible: figure.visible,
    ...(!known && { known: null }),
  });
}
