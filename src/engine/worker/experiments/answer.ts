/** Runs a claim's experiment, seed by seed, letting messages in between. */
import { claims, type Claim, type Row, type Trainers } from '../../../core/claims/index';
import type { Learner } from '../../../core/claims/trainers';
import { players } from '../../../net/players';
import { supportsSimd } from '../../../net/trainer';
import { parseExperimentSpec, type Experimented, type ExperimentProgress } from '../../experiment';
import type { Backend } from '../../settings';
import { breathe } from '../breathe';

/** Milliseconds of work between two looks at the messages, and between two reports. */
const patience = 8;
const reported = 100;

/** How an answer is interrupted and heard of while it is made. */
export interface Listener {
  readonly tell: (progress: ExperimentProgress) => void;
  /** Whether nobody wants the answer any more. */
  readonly gone: () => boolean;
}

/** Rejects with a sentence for the reader. */
export async function answerExperiment(
  spec: unknown,
  without: readonly Backend[],
  listener: Listener,
  trainersOn: (backend: Backend) => Trainers = players,
): Promise<Experimented> {
  const { claim, seeds } = parseExperimentSpec(spec);
  const backend = backendFor(without);
  const begun = performance.now();
  const { trainers, dispose } = heldTrainers(trainersOn(backend));
  try {
    return {
      rows: await rowsOf(claims[claim], seeds, trainers, listener),
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
      gan: async (settings) => held(await trainers.gan(settings)),
    },
    dispose: () => alive.forEach((learner) => learner.dispose()),
  };
}

async function rowsOf(
  claim: Claim,
  seeds: readonly number[],
  trainers: Trainers,
  { tell, gone }: Listener,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let rested = performance.now();
  let told = rested;
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
      if (now - rested <= patience) continue;
      await breathe();
      if (gone()) throw new Error('Cancelled.');
      rested = performance.now();
    }
  }
  return rows;
}

/** The book's kernel; where it can't run, the first of TensorFlow.js's backends that may. */
function backendFor(without: readonly Backend[]): Backend {
  if (supportsSimd() && !without.includes('simd')) return 'simd';
  return (['wasm', 'cpu', 'webgl'] as const).find((backend) => !without.includes(backend)) ?? 'cpu';
}
