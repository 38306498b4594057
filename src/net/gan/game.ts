import { lossSlope, lossTerms } from '../../core/gan/loss';
import type { GanRules } from '../../core/gan/settings';
import type { DiscriminatorDraws, GeneratorDraws } from './draws';
import { forwardMlp, penalise, runMlp, type MlpLayer } from './mlp';
import type { GanDevices } from './ops';

/** The two networks as the game sees them. */
export interface Players<T> {
  readonly devices: GanDevices<T>;
  readonly generator: readonly MlpLayer[];
  readonly discriminator: readonly MlpLayer[];
}

type Rules = Pick<GanRules, 'loss' | 'relativistic' | 'gradientPenalty' | 'r1' | 'r2' | 'spectralNorm' | 'batchSize'>;

/**
 * Gathers the gradients of the discriminator's loss, penalties included. Returns its losses at real and fake points [1, 2] (of pairs one,
 * [1, 1]), its mean outputs there [1, 2], and the penalties' means.
 */
export function discriminatorGradients<T>(
  { devices, generator, discriminator }: Players<T>,
  rules: Rules,
  { real, z, noise, between }: DiscriminatorDraws,
): { readonly losses: T; readonly means: T; readonly penalties: readonly T[] } {
  const { generator: G, discriminator: D } = devices;
  const { batchSize: n, loss, relativistic, gradientPenalty, r1, r2, spectralNorm } = rules;
  G.use('raw');
  const fakes = runMlp(G, generator, G.put(z, n, z.length / n));
  const fake = noise ? D.add(fakes, D.put(noise, n, 2)) : fakes;
  const reals = D.put(real, n, 2);
  D.use('raw');
  if (spectralNorm) D.normalise(true);
  const { real: atReal, fake: atFake } = lossTerms[loss];
  const pass = forwardMlp(D, discriminator, D.stack(reals, fake));
  const { gradient, losses } = relativistic
    ? D.judge(D.gap(pass.output), [atReal], 1 / n)
    : D.judge(pass.output, [atReal, atFake], 1 / n);
  pass.back(relativistic ? D.gapBack(gradient) : gradient, 'weights');
  const penalties: T[] = [];
  if (gradientPenalty > 0 && between) {
    penalties.push(
      penalise(D, discriminator, D.mix(fake, reals, D.put(between, n, 2)), 'one-centred', gradientPenalty, 1 / n),
    );
  }
  if (r1 > 0) penalties.push(penalise(D, discriminator, reals, 'zero-centred', r1, 1 / n));
  if (r2 > 0) penalties.push(penalise(D, discriminator, fake, 'zero-centred', r2, 1 / n));
  if (spectralNorm) D.throughNorm();
  return { losses, means: D.means(pass.output, 2), penalties };
}

/** Gathers the gradients of the generator's loss, which is returned, [1, 1]. */
export function generatorGradients<T>(
  { devices, generator, discriminator }: Players<T>,
  rules: Rules,
  { z, noise, real }: GeneratorDraws,
): T {
  const { generator: G, discriminator: D } = devices;
  const { batchSize: n, loss, spectralNorm } = rules;
  G.use('raw');
  D.use('raw');
  if (spectralNorm) D.normalise(false);
  const made = forwardMlp(G, generator, G.put(z, n, z.length / n));
  const seen = noise ? D.add(made.output, D.put(noise, n, 2)) : made.output;
  const judged = forwardMlp(D, discriminator, seen);
  const outputs = real ? D.gap(D.stack(judged.output, runMlp(D, discriminator, D.put(real, n, 2)))) : judged.output;
  const { gradient, losses } = D.judge(outputs, [lossTerms[loss].generator], 1 / n);
  made.back(judged.back(gradient, 'input') as T, 'weights');
  return losses;
}

/** -dL / dx of every point's own term of the generator's loss, [n, 2]; of pairs, its mean over pairs with each of the points `real` [m, 2]. */
export function pullAt<T>(
  { devices: { discriminator: D }, discriminator }: Players<T>,
  rules: Rules,
  x: T,
  real: Float32Array,
): T {
  D.use('raw');
  if (rules.spectralNorm) D.normalise(false);
  const pass = forwardMlp(D, discriminator, x);
  const { generator } = lossTerms[rules.loss];
  if (!rules.relativistic) return pass.back(D.judge(pass.output, [generator], -1).gradient, 'input') as T;
  const against = D.read(runMlp(D, discriminator, D.put(real, real.length / 2, 2)));
  const slopes = D.read(pass.output).map(
    (own) => -against.reduce((sum, other) => sum + lossSlope(generator, own - other), 0) / against.length,
  );
  return pass.back(D.put(slopes, slopes.length, 1), 'input') as T;
}
