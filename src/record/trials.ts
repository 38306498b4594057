/**
 * How often settings were tried before one was chosen: a log kept by hand, of trials of which no files are left. What was seen in them stands
 * beside the settings, in `net/gan/defaults.ts` and `net/image/gan/shipped.ts`; a test holds both against each other.
 */
import { experiment } from './record';
import { fields, number, type Shaped } from './shape';
import { fixed, whole } from './words';

const shape = fields({
  plane: fields({ gan: fields({ settings: number, seeds: number, runs: number }) }),
  digits: fields({
    gan: fields({
      /** Before the first whole run. */
      short: number,
      firstFrechet: number,
      /** Between the first whole run and the second, which is shipped. */
      after: fields({ trials: number, pictures: number }),
      live: fields({ trials: number, pictures: number, before: number }),
    }),
    diffusion: fields({ trials: number, leastPictures: number, mostPictures: number }),
  }),
});

export type Trials = Shaped<typeof shape>;

export const trials = experiment({
  name: 'trials',
  says: 'how many settings of each kind of model were tried',
  command: 'an editor',
  takes: 'a minute',
  shape,
  sentences: {
    'plane-gan': ({ plane }: Trials) => String(plane.gan.settings),
    'digits-gan-short': ({ digits }: Trials) => String(digits.gan.short),
    'digits-gan-first': ({ digits }: Trials) => fixed(digits.gan.firstFrechet, 1),
    'digits-gan-after': ({ digits }: Trials) => String(digits.gan.after.trials),
    'digits-gan-pictures': ({ digits }: Trials) => whole(digits.gan.after.pictures),
    'digits-gan-live': ({ digits }: Trials) => String(digits.gan.live.trials + digits.gan.live.before),
    'digits-diffusion': ({ digits }: Trials) => String(digits.diffusion.trials),
    'digits-diffusion-least': ({ digits }: Trials) => whole(digits.diffusion.leastPictures),
    'digits-diffusion-most': ({ digits }: Trials) => whole(digits.diffusion.mostPictures),
  },
});
