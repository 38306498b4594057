/** The walk tied to its settings: three questions, each asked again when what it depends on changes. */
import { useMemo } from 'preact/hooks';
import { loadDigits } from '../../../src/engine/digits';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../live-asks';
import { useAsked, type Asked } from '../useAsked';
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
  const place: Asked<LatentWalkSettings, AtPlace> = useAsked({
    figure,
    first: () => first.place,
    key: pointKey,
    pause: 0,
    finish: true,
    follow: (s, _have, change, signal) => atPlace(s, asks, change, { signal }),
  });
  const map: Asked<LatentWalkSettings, Plane> = useAsked({
    figure,
    first: () => first.plane,
    key: mapKey,
    follow: async (s, _have, change, signal) => change(await plane(s, asks, { signal })),
  });
  const way: Asked<LatentWalkSettings, Way> = useAsked({
    figure,
    first: () => first.way,
    key: wayKey,
    follow: (s, have, change, signal) => follow(s, have, asks, change, { signal }),
  });
  return { figure, place, map, way };
}
