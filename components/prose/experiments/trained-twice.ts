import { engine } from '../../../src/engine/client';
import type { ExperimentSpec, Experimented } from '../../../src/engine/kinds/claims/types';

/** The claim `repeat` with one seed that the record does not have: the same noise through two trainings, 0: as unrelated, 1: a third to two thirds of that, 2: nearer. */
export async function run(
  ask: (spec: ExperimentSpec) => Promise<Experimented> = (spec) => engine().ask('claims', 'test', spec),
): Promise<{ answer: number; finding: string }> {
  const {
    rows: [row],
  } = await ask({ claim: 'repeat', seeds: [201] });
  const { diffusion, gan } = row;
  return {
    answer: diffusion > 2 / 3 ? 0 : diffusion > 1 / 3 ? 1 : 2,
    finding: `Unrelated samples being 1 apart, the two diffusion models send the same noise ${diffusion.toFixed(2)} apart, and the two GANs send the same latent code ${gan.toFixed(2)} apart.`,
  };
}
