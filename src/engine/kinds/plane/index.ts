/** The page's half of a run on points in the plane. */
import type { PageHalf } from '../../kinds';
import { needsNewPlaneNetwork } from './settings';
import { watchNothing } from './watch';

export const plane: PageHalf<'plane'> = {
  name: 'plane',
  watch: watchNothing,
  needsNewNetwork: needsNewPlaneNetwork,
  hasSamples: ({ samples }) => samples.length > 0,
};
