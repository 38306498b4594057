/** The walk tied to its settings: three questions, each asked again when what it depends on changes. */
import { useMemo } from 'preact/hooks';
import { loadDigits } from '../../../src/engine/digits';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { latentWalk, mapKey, pointKey, wayKey, type LatentWalkSettings } from './state';
import {
  atPlace,
  follow,
  fromBuilt,
  plane,
  type Asks,
  type AtPlace,
  type BuiltWalk,
  type Plane,
  type Way,
} from './work';

const asks: Asks = { ...liveAsks, digits: () => loadDigits() };

export interface LatentWalkProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltWalk;
}

export function useLatentWalk({ id, initial, built }: LatentWalkProps) {
  const figure = useFigure({ id, schema: latentWalk, initial });
  const first = useMemo(() => fromBuilt(figure.settings.peek(), built), [figure]);
  const place: FigureDerived<LatentWalkSettings, AtPlace> = useDerived({
    figure,
    first: () => first.place,
    key: pointKey,
    policy: 'finish',
    run: (s, { change, signal }) => atPlace(s, asks, change, { signal }),
  });
  const map: FigureDerived<LatentWalkSettings, Plane> = useDerived({
    figure,
    first: () => first.plane,
    key: mapKey,
    debounce: 120,
    run: async (s, { change, signal }) => change(await plane(s, asks, { signal })),
  });
  const way: FigureDerived<LatentWalkSettings, Way> = useDerived({
    figure,
    first: () => first.way,
    key: wayKey,
    debounce: 120,
    run: (s, { shown, change, signal }) => follow(s, shown, asks, change, { signal }),
  });
  return { figure, place, map, way };
}
