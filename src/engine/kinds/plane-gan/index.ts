/** The page's half of a game of two networks in the plane. */
import type { PageHalf } from '../../kinds';
import { needsNewPlaneGan } from './settings';
import { planeGanWatchDefaults } from './types';

export const planeGan: PageHalf<'plane-gan'> = {
  name: 'plane-gan',
  watch: planeGanWatchDefaults,
  needsNewNetwork: needsNewPlaneGan,
  hasSamples: ({ samples }) => samples.length > 0,
};
