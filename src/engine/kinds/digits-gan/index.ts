/** The page's half of a game of two networks on digits. */
import type { PageHalf } from '../../kinds';
import { digitWatchDefaults } from '../digits/settings';
import { needsNewDigitGan } from './settings';

export const digitsGan: PageHalf<'digits-gan'> = {
  name: 'digits-gan',
  watch: digitWatchDefaults,
  needsNewNetwork: needsNewDigitGan,
  hasSamples: ({ look }) => look !== null,
};
