/**
 * How often settings were tried before one was chosen: a log kept by hand, of trials of which no files are left. What was seen in them stands
 * beside the settings, in `net/gan/defaults.ts`, `net/image/gan/shipped.ts`, `net/image/distil/shipped.ts` and `scripts/record/unaided.ts`; a test holds both against each other.
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
    /** Each of one seed, before the run that is shipped. */
    pupil: fields({ trials: number, leastTeraflop: number, mostTeraflop: number }),
    /** Models of few evaluations that need no teacher: settings tried, each of one seed and at this work. The best was taken. */
    unaided: fields({ consistency: number, shortcut: number, teraflop: number }),
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
    'digits-pupil': ({ digits }: Trials) => String(digits.pupil.trials),
    'digits-shortcut': ({ digits }: Trials) => String(digits.unaided.shortcut),
    'digits-diffusion': ({ digits }: Trials) => String(digits.diffusion.trials),
    'digits-diffusion-least': ({ digits }: Trials) => whole(digits.diffusion.leastPictures),
    'digits-diffusion-most': ({ digits }: Trials) => whole(digits.diffusion.mostPictures),
  },
});
