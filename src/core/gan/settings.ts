/** The settings of a game of two small networks in the plane (Goodfellow et al. 2014), as plain data. */

/**
 * What the two players minimise; formulas in `loss.ts`. `saturating` and `non-saturating`: Goodfellow et al. 2014; `least-squares`: Mao et
 * al. 2017; `hinge`: Lim and Ye 2017; `wasserstein`: Arjovsky et al. 2017.
 */
export const ganLosses = ['non-saturating', 'saturating', 'least-squares', 'hinge', 'wasserstein'] as const;
export type GanLoss = (typeof ganLosses)[number];

/** Hidden layers of one player. */
export interface Mlp {
  /** A multiple of 8, 8 to 256. */
  readonly width: number;
  /** 1 to 4. */
  readonly depth: number;
}

export interface GanNetworks {
  /** Numbers in the generator's latent code z, standard normal. */
  readonly latent: number;
  readonly generator: Mlp;
  readonly discriminator: Mlp;
}

/** The rules of the game: all of it may change while it is played. */
export interface GanRules {
  readonly loss: GanLoss;
  /**
   * Whether the discriminator judges pairs: D(real) - D(fake) stands in its loss in place of D at real points, D(fake) - D(real) in the generator's
   * in place of D at fake ones, and its term at fake points falls away (Jolicoeur-Martineau 2019, the pairing loss of Huang et al. 2024).
   */
  readonly relativistic: boolean;
  /** lambda of the penalty (|grad_x D| - 1)^2 at points between real and fake ones (Gulrajani et al. 2017, eq. 3); 0 for none. */
  readonly gradientPenalty: number;
  /** gamma of (gamma / 2) |grad_x D|^2 at real points (Mescheder et al. 2018, eq. 9); 0 for none. */
  readonly r1: number;
  /** The same at fake points (R2); 0 for none. With `relativistic` and `r1`, R3GAN's loss (Huang et al. 2024). */
  readonly r2: number;
  /** Whether every weight matrix of the discriminator is divided by its largest singular value (Miyato et al. 2018). */
  readonly spectralNorm: boolean;
  /** Standard deviation of the noise added to all that the discriminator sees (Arjovsky and Bottou 2017, section 3), in data units. */
  readonly instanceNoise: number;
  /** Steps of the discriminator for one of the generator, 1 to 10. */
  readonly discriminatorSteps: number;
  /** Two rates of Adam (Heusel et al. 2017). */
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  /** Steps of the generator over which both rates fall to a twentieth, along a line, as the diffusion model's; 0 for none. */
  readonly decaySteps: number;
  /** Adam's first decay; the second is 0.99. */
  readonly beta1: number;
  /** Real points, and as many fake ones, in each step of either player. */
  readonly batchSize: number;
  /** Decay of the average of the generator's weights, reached by warm-up. */
  readonly emaDecay: number;
}
