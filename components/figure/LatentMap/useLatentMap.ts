/** The map tied to its settings: three questions, each asked again when what it depends on changes. */
import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useFigure, type IslandProps } from '../index';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { useDerived } from '../kit/useDerived';
import { codeKey, courseInto, latentMap, movingKey, placeKey, type LatentMapSettings } from './state';
import { codedOf, movingOf, placeOf, unpackMap, type BuiltMap, type Coded, type Moving, type Place } from './work';

export interface LatentMapProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltMap;
}

export function useLatentMap({ id, initial, built }: LatentMapProps) {
  const figure = useFigure({ id, schema: latentMap, initial });
  const first = useMemo(() => unpackMap(built, figure.settings.peek()), [figure]);
  const { cloud } = first;
  const seed = useComputed(() => figure.settings.value.seed);
  const course = useComputed(() => courseInto(cloud.codes, seed.value));
  const place = useDerived<LatentMapSettings, Place>({
    figure,
    first: () => first.place,
    key: placeKey,
    policy: 'finish',
    run: async (s, { change, signal }) => change(await placeOf(s, liveAsks, { signal })),
  });
  const moving = useDerived<LatentMapSettings, Moving>({
    figure,
    first: () => first.moving,
    key: movingKey,
    policy: 'finish',
    run: async (s, { change, signal }) => change(await movingOf(course.peek(), s.t, liveAsks, { signal })),
  });
  const coded = useDerived<LatentMapSettings, Coded>({
    figure,
    first: () => first.coded,
    key: codeKey,
    policy: 'finish',
    // The first code stands in the page whatever the figure shows first.
    known: figure.settings.peek().mode === 'code',
    run: async (s, { shown, change, signal }) => change(await codedOf(s, shown, liveAsks, { signal })),
  });
  return { figure, cloud, course, place, moving, coded };
}
