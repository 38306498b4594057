import * as tf from '@tensorflow/tfjs';
import { batch } from '../../src/core/batch';
import { eightGaussians } from '../../src/core/data/eight-gaussians';
import { random } from '../../src/core/random';
import { createTrainer } from '../../src/net/create';
import { trainerDefaults } from '../../src/net/defaults';
import { consistency } from '../../src/net/objective/consistency';
import { continuousConsistency } from '../../src/net/objective/continuous-consistency';
import { distributionMatching } from '../../src/net/objective/distribution-matching';
import { flowMatching } from '../../src/net/objective/flow-matching';
import { meanFlow } from '../../src/net/objective/mean-flow';
import type { BatchObjective } from '../../src/net/objective/objective';
import { poissonFlow } from '../../src/net/objective/poisson';
import { progressiveDistillation } from '../../src/net/objective/progressive';
import { reflow } from '../../src/net/objective/reflow';
import { shortcut } from '../../src/net/objective/shortcut';
import { networkTeacher, type Teacher } from '../../src/net/objective/teacher';
import type { Backend, Trainer, TrainerSettings } from '../../src/net/trainer';
import { inputCount } from '../../src/net/shape';
import { Idiomatic } from './idiomatic';
import type { ObjectiveResult, ObjectivesResult } from './result';
import { paired } from './timing';

/** What a step asks of networks besides the learning itself, as it is written with TensorFlow.js, in evaluations of all rows. */
interface Asks {
  /** Of a teacher, and of the network itself or its average, whose answers make the target. */
  readonly teacher?: number;
  readonly own?: number;
  /** A Jacobian-vector product. */
  readonly tangent?: boolean;
  /** A second network learns in the same step. */
  readonly second?: boolean;
}

interface Row extends Asks {
  readonly name: string;
  readonly make: (parts: { readonly teacher: Teacher; readonly fake: Trainer }) => BatchObjective;
  readonly flow?: boolean;
  readonly span?: boolean;
}

const pairs = () => {
  const draw = random(5);
  const points = () => batch(draw.normals(new Float64Array(20_000)), 2);
  return { from: points(), to: eightGaussians().sample(10_000, random(6)) };
};

const rows: readonly Row[] = [
  { name: 'flow matching', make: () => flowMatching, flow: true },
  { name: 'PFGM++, D = 128', make: () => poissonFlow({ extra: 128 }) },
  { name: 'reflow, pairs at hand', make: () => reflow(pairs()), flow: true },
  {
    name: 'progressive distillation',
    make: ({ teacher }) => progressiveDistillation({ teacher, steps: 4 }),
    teacher: 2,
  },
  {
    name: 'consistency distillation, 16 intervals',
    make: ({ teacher }) => consistency({ teacher }),
    teacher: 1,
    own: 1,
  },
  { name: 'consistency training, 16 intervals', make: () => consistency(), own: 1 },
  {
    name: 'consistency distillation, continuous',
    make: ({ teacher }) => continuousConsistency({ teacher }),
    teacher: 1,
    tangent: true,
  },
  { name: 'consistency training, continuous', make: () => continuousConsistency(), tangent: true },
  { name: 'MeanFlow', make: () => meanFlow(), tangent: true, flow: true, span: true },
  { name: 'shortcut', make: () => shortcut(), own: 0.5, flow: true, span: true },
  {
    name: 'distribution matching',
    make: ({ teacher, fake }) => distributionMatching({ teacher, fake }),
    teacher: 1,
    own: 2,
    second: true,
  },
];

const settingsOf = ({ flow = false, span = false }: Row): TrainerSettings => ({
  ...trainerDefaults,
  batchSize: 256,
  schedule: flow ? { kind: 'flow' } : trainerDefaults.schedule,
  network: { ...trainerDefaults.network, prediction: 'v', time: span ? 'span' : 'slow' },
});

/** The step as one writes it: targets by `apply` of layers models on batches that are on the device, a tangent by two gradients, `optimizer.minimize`. */
class IdiomaticStep {
  private readonly model: Idiomatic;
  private readonly teacher: Idiomatic;
  private readonly second: Idiomatic;
  private readonly all: tf.Tensor2D[];
  /** The first `share` of the rows. */
  private readonly part: (share: number) => tf.Tensor2D;

  constructor(
    private readonly asks: Asks,
    { network, batchSize, ...settings }: TrainerSettings,
  ) {
    const own = { ...settings, network, batchSize };
    [this.model, this.teacher, this.second] = [1, 2, 3].map((seed) => new Idiomatic(network, { ...own, seed }));
    const normal = (columns: number, seed: number) =>
      tf.randomNormal<tf.Rank.R2>([batchSize, columns], 0, 1, 'float32', seed);
    this.all = [normal(inputCount(2), 1), normal(2, 2), normal(inputCount(2), 3), normal(2, 4)];
    this.part = (share) => this.all[0].slice([0, 0], [Math.round(share * batchSize), inputCount(2)]);
  }

  step(): void {
    const { teacher = 0, own = 0, tangent = false, second = false } = this.asks;
    const [x, y, along, anything] = this.all;
    tf.tidy(() => {
      let target = y;
      const add = (of: Idiomatic, evaluations: number) => {
        for (let left = evaluations; left > 0; left -= 1) {
          const share = Math.min(1, left);
          const told = of.model.apply(share < 1 ? this.part(share) : x) as tf.Tensor2D;
          target = target.add(share < 1 ? told.mean() : told.mul(0.1));
        }
      };
      add(this.teacher, teacher);
      add(this.model, own);
      if (tangent) {
        // Forward-mode by the derivative of the gradient, which is linear in what it is given.
        const apply = (at: tf.Tensor) => this.model.model.apply(at) as tf.Tensor;
        const back = (v: tf.Tensor) => tf.grad((at) => tf.sum(apply(at).mul(v)))(x);
        target = target.add(tf.grad((v) => tf.sum(back(v).mul(along)))(anything));
      }
      this.model.minimize(x, target);
      if (second) this.second.minimize(x, target);
    });
  }

  settle(): Promise<void> {
    return this.model.settle();
  }

  dispose(): void {
    for (const one of [this.model, this.teacher, this.second]) one.dispose();
    tf.dispose(this.all);
  }
}

async function stepAt(row: Row, backend: Backend, beside: Exclude<Backend, 'simd'>): Promise<ObjectiveResult> {
  const settings = settingsOf(row);
  const data = eightGaussians().sample(10_000, random(1));
  const made: Trainer[] = [];
  const add = async (objective?: BatchObjective) => {
    const trainer = await createTrainer(backend, settings, objective);
    trainer.setData(data);
    made.push(trainer);
    return trainer;
  };
  const [holder, fake] = [await add(), await add()];
  const teacher = networkTeacher(holder.evaluator('ema'), settings.network.prediction, settings.schedule);
  const pupil = await add(row.make({ teacher, fake }));
  await tf.setBackend(beside);
  const model = new IdiomaticStep(row, settings);
  const result = await paired(
    (steps) => void pupil.train(steps),
    async (steps) => {
      await tf.setBackend(beside);
      for (let i = 0; i < steps; i++) model.step();
      await model.settle();
    },
  );
  for (const trainer of made) trainer.dispose();
  model.dispose();
  return { name: row.name, backend, beside, ...result };
}

/** Every objective's step: on the kernel, and on a TensorFlow.js backend, both beside TensorFlow.js as one writes it on that backend. */
export async function benchObjectives(say: (line: string) => void): Promise<ObjectivesResult> {
  const [steps, missing]: [ObjectiveResult[], string[]] = [[], []];
  // The backend is loaded with the first trainer that runs on it.
  (await createTrainer('wasm', trainerDefaults)).dispose();
  for (const row of rows) {
    for (const backend of ['simd', 'wasm'] as const) {
      say(`${row.name}, ${backend}`);
      try {
        steps.push(await stepAt(row, backend, 'wasm'));
      } catch (error) {
        missing.push(`${row.name} on ${backend}: ${String(error)}`);
      }
    }
  }
  return { steps, missing };
}
