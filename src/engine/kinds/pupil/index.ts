/** The page's half of a teacher and its pupil. */
import type { PageHalf } from '../../kinds';
import { needsNewPupil } from './settings';
import { pupilWatchDefaults } from './types';

export const pupil: PageHalf<'pupil'> = {
  name: 'pupil',
  watch: pupilWatchDefaults,
  needsNewNetwork: needsNewPupil,
  hasSamples: ({ looks, map, flows }) => looks.length > 0 || map !== null || flows.length > 0,
};
