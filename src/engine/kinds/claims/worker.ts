/** The worker's half of the claims: runs an experiment, seed by seed, letting messages in between. */
import { benched, type Claim, type Row, type Trainers } from '../../../core/claims/index';
import type { Learner } from '../../../core/claims/trainers';
import { trainersOn } from '../../../net/trainers';
import { supportsSimd } from '../../../net/simd/support';
import type { Backend } from '../../backends';
import { standing } from '../../worker/answering';
import type { Answers, Listener, WorkerHalf } from '../../worker/half';
import { yielding } from '../../worker/yield';
import { parseExperimentSpec } from './parse';
import type { Experimented, ExperimentProgress, ExperimentSpec } from './types';

/** Milliseconds between two reports. */
const reported = 100;

export const claimAnswers: Answers<'claims', Backend> = {
  test: {
    check: parseExperimentSpec,
    answer: (spec, backend, listener) => tested(spec, trainersOn(backend), backend, listener),
  },
};

export const half: WorkerHalf = { stand: ({ without }) => standing(claimAnswers, backendFor(without)) };

/** Rejects with a sentence for the reader. */
export async function tested(
  { claim, seeds }: ExperimentSpec,
  from: Trainers,
  backend: Backend,
  listener: Listener<ExperimentProgress>,
): Promise<Experimented> {
  const begun = performance.now();
  const { trainers, dispose } = heldTrainers(from);
  try {
    return {
      rows: await rowsOf(benched[claim], seeds, trainers, listener),
      backend,
      milliseconds: performance.now() - begun,
    };
  } finally {
    dispose();
  }
}

/** The same trainers, and a way to give back whatever of theirs an experiment that was stopped has left. */
function heldTrainers(trainers: Trainers): { readonly trainers: Trainers; readonly dispose: () => void } {
  const alive = new Set<Learner>();
  const held = <L extends Learner>(learner: L): L => {
    alive.add(learner);
    const dispose = learner.dispose.bind(learner);
    learner.dispose = () => {
      if (alive.delete(learner)) dispose();
    };
    return learner;
  };
  return {
    trainers: {
      defaults: trainers.defaults,
      diffusion: async (settings) => held(await trainers.diffusion(settings)),
      poisson: async (settings, extra) => held(await trainers.poisson(settings, extra)),
      gan: async (settings) => held(await trainers.gan(settings)),
    },
    dispose: () => alive.forEach((learner) => learner.dispose()),
  };
}

async function rowsOf(
  claim: Claim,
  seeds: readonly number[],
  trainers: Trainers,
  { tell, gone }: Listener<ExperimentProgress>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const rest = yielding(gone);
  let told = performance.now();
  for (const seed of seeds) {
    const work = claim.measure(seed, trainers);
    for (;;) {
      const { value, done } = await work.next();
      const now = performance.now();
      if (done) {
        rows.push(value);
        tell({ rows: [...rows], done: rows.length / seeds.length });
        break;
      }
      if (now - told > reported) {
        tell({ rows: [...rows], done: (rows.length + value) / seeds.length });
        told = now;
      }
      await rest();
    }
  }
  return rows;
}

/** The book's kernel; where it can't run, the first of TensorFlow.js's backends that may. */
export function backendFor(without: readonly Backend[]): Backend {
  if (supportsSimd() && !without.includes('simd')) return 'simd';
  return (['wasm', 'cpu', 'webgl'] as const).find((backend) => !without.includes(backend)) ?? 'cpu';
}
