import { activations, type Player } from './networks';
import type { GanNetworks, GanRules, Mlp } from './settings';

/*
 * Floating-point operations of the matrix products: a multiplication and an addition for each weight and point. Activations, losses,
 * and the optimizer are left out, as for the other networks of the book.
 */

type Counted = Pick<
  GanRules,
  'relativistic' | 'gradientPenalty' | 'r1' | 'r2' | 'spectralNorm' | 'discriminatorSteps' | 'batchSize'
>;

/** Products of one point through an MLP: all of it, and its first, its last and all its hidden-to-hidden layers. */
function products(
  from: number,
  { width, depth }: Mlp,
  to: number,
): { readonly all: number; readonly first: number; readonly last: number; readonly between: number } {
  const first = 2 * from * width,
    last = 2 * width * to,
    between = (depth - 1) * 2 * width * width;
  return { all: first + between + last, first, last, between };
}

/** Of one step of one player, with everything that it runs. */
export function ganPlayerFlops(
  { latent, generator, discriminator }: GanNetworks,
  rules: Counted,
  player: Player,
): number {
  const { batchSize: n, relativistic, gradientPenalty, r1, r2, spectralNorm } = rules;
  const G = products(latent, generator, 2),
    D = products(2, discriminator, 1);
  // A round of power iteration: every matrix times a vector, twice.
  const power = spectralNorm ? 2 * D.all : 0;
  // Both forward, D back to its input, G back to its weights, without a gradient at its own input; of pairs, D at real points too.
  if (player === 'generator') return n * (3 * G.all - G.first + (relativistic ? 3 : 2) * D.all) + power;
  // G forward; D forward and back to the weights at real points and at fake ones.
  const game = n * (G.all + 2 * (3 * D.all - D.first));
  const penalised = (gradientPenalty > 0 ? 1 : 0) + (r1 > 0 ? 1 : 0) + (r2 > 0 ? 1 : 0);
  // <G, W'>, for the gradient through the norms.
  const through = spectralNorm ? D.all : 0;
  return game + n * penalised * penaltyFlops(D) + power + through;
}

/** Of one step of the generator with the discriminator's that go with it. */
export function ganStepFlops(networks: GanNetworks, rules: Counted): number {
  return (
    ganPlayerFlops(networks, rules, 'generator') +
    rules.discriminatorSteps * ganPlayerFlops(networks, rules, 'discriminator')
  );
}

/**
 * Of the penalty at one point (`net/gan/mlp.ts`): forward, back to the input, along the tangent (but for the last layer, whose output is not
 * needed), and the gradients of all weights from that. A smooth activation's second derivative goes back besides: gradients of all
 * weights but the last layer's, and at the inputs of the layers between.
 */
function penaltyFlops({ all, last, between }: ReturnType<typeof products>): number {
  const bent = activations.discriminator === 'silu' ? all - last + between : 0;
  return 4 * all - last + bent;
}
