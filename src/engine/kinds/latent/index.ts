/** The page's half of a run that learns an autoencoder and a diffusion model of its codes. */
import type { PageHalf } from '../../kinds';
import { digitWatchDefaults } from '../digits/settings';
import { needsNewLatent } from './settings';

export const latent: PageHalf<'latent'> = {
  name: 'latent',
  watch: digitWatchDefaults,
  needsNewNetwork: needsNewLatent,
  hasSamples: ({ look }) => look !== null,
};
