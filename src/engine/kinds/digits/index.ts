/** The page's half of a run that learns digits by denoising them. */
import type { PageHalf } from '../../kinds';
import { digitWatchDefaults, needsNewDigitNetwork } from './settings';

export const digits: PageHalf<'digits'> = {
  name: 'digits',
  watch: digitWatchDefaults,
  needsNewNetwork: needsNewDigitNetwork,
  hasSamples: ({ look }) => look !== null,
};
