import { liveGan, shippedGan } from '../../../core/image-network/gan';
import { liveGanRules } from '../../../core/image-network/gan-rules';
import type { ImageGanSettings } from './settings';

/**
 * How the settings were found. Every trial is one run with one seed on the training digits, judged by the classifier on 999 samples with
 * the classes of the held-out digits: Fréchet distance to the training digits, agreement, and recall against held-out digits.
 *
 * Before the shipped run, about a minute each (0.5 to 1.4 TFLOP) and with a generator of 206,000 parameters, 7 trials: 2 with uniform
 * starting weights, where the samples of a class were all alike, 5 with He's; Adam's beta1 0.5 or 0, rates of 1 to 3e-3, hinge, noise in
 * place of moves. The best, beta1 0 and both rates 2e-3, had Fréchet 22.9 and recall .42 after 32,640 pictures; a first whole run took it with
 * the rates 1.5e-3, untried, and ended at Fréchet 6.31 and recall .80.
 *
 * After it, 16 trials of 16,000 pictures (0.68 TFLOP; emaDecay 0.999), Fréchet and recall by the rates of generator and discriminator in thousandths: 1.5 and
 * 1.5, as in that run, 46.6 and .20; 1, 1: 47.7, .25; 3, 3: 47.7, .19; 3, 1.5: 73.6, .01; 1.5, 3: 27.4, .47; 1, 2: 26.5, .38; 1, 4: 26.0, .58; 1.5, 6: 31.1, .54;
 * 1, 3 with moves of 1 pixel: 22.9, .69. As in that run but for hinge: 53.4, .14; least squares: 45.0, .26; no moves: 126.2, .02; moves of 4 pixels:
 * 113.2, .06; noise of 0.2: 45.2, .21; batches of 16: 43.5, .19; of 64: 45.0, .21. A discriminator that learns two or three times as fast as
 * the generator is better at that budget. A second whole run, 1 and 3, ended at Fréchet 5.33 and recall .80, and is shipped.
 *
 * For the live network, 4 trials of 32,000 pictures in batches of 16 (0.67 TFLOP): 2, 2: 32.9, .37; 1, 2: 16.0, .63; 2, 4: 17.3, .54; 1, 4: 15.4, .69 with the
 * lowest agreement, 95.9 % beside 97.4 %. It has 1 and 2. Before that, 3 trials of 0.37 TFLOP (Fréchet 31 at 2, 2; hinge 56).
 *
 * The diffusion networks' settings come from some 25 trials, most of them of architectures, of 24,000 to 600,000 pictures (0.4 to 12 TFLOP),
 * one seed each, by the same measures: about as many trials, of longer runs.
 */

/** Settings for a game in front of a reader. */
export const liveGanSettings: Omit<ImageGanSettings, 'seed'> = {
  networks: liveGan,
  ...liveGanRules,
  warmup: 0,
  decaySteps: 0,
  microBatch: 4,
};

/** How the shipped game is played; the generator's average of weights is shipped, the discriminator's last weights. */
export const shippedGanSettings: ImageGanSettings = {
  networks: shippedGan,
  loss: 'non-saturating',
  generatorRate: 1e-3,
  discriminatorRate: 3e-3,
  beta1: 0,
  warmup: 0,
  decaySteps: 0,
  batchSize: 32,
  microBatch: 8,
  emaDecay: 0.9995,
  shift: 2,
  instanceNoise: 0,
  seed: 1,
};
/** Steps in all. */
export const shippedGanSteps = 17_000;
