import type { Batch } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import { random } from '../../core/random';
import { makeSchedule } from '../../core/schedule';
import { kernelBytes } from '../../kernel/bytes';
import { Kernel, LOSS_BINS } from '../../kernel/kernel';
import { LEVELS, explicitBatch, levelTable, type NetworkBatch } from '../batches';
import { RATE_FLOOR } from '../clock';
import { networkDenoiser } from '../denoiser';
import { timeFeatures, timeRows } from '../features';
import { denoising } from '../objective/denoising';
import type { BatchObjective, Evaluator, Objective, OutputLoss, Regression } from '../objective/objective';
import { checkedLoss, lossBins, mean, nextBatch, type TrainerState } from '../objective/step';
import { anywhere, checkedPool, extentOf } from '../pool';
import { checkSaved } from '../saved';
import { checkSettings } from '../settings';
import { TIME_FEATURES, flopsPerStep, initialWeights, inputCount, parameterCount } from '../shape';
import type {
  ConfigureOptions,
  SavedWeights,
  Trainer,
  TrainerChange,
  TrainerSettings,
  TrainingBatch,
} from '../trainer';
import { kernelEvaluator } from './evaluator';
import { batchOf, binnedLoss, putBatch, putWeights, remember, weightsOf } from './regions';

/** A trainer on the WASM-SIMD kernel. */
export async function createKernelTrainer(
  settings: TrainerSettings,
  objective: Objective = denoising,
): Promise<KernelTrainer> {
  const { network, dim = 2 } = settings;
  const { width, depth } = network;
  return new KernelTrainer(
    await Kernel.instantiate(kernelBytes(), { dim, inputs: inputCount(dim), width, depth, levels: LEVELS }),
    settings,
    objective,
  );
}

export class KernelTrainer implements Trainer {
  readonly backend = 'simd';
  readonly parameters: number;
  steps = 0;
  private readonly dim: number;
  private adamSteps = 0;
  private schedule;
  private pool: Float32Array | null = null;
  private extent;
  private kernel: Kernel | null;
  /** An objective works its loss out: what the way back needs lies in the kernel. */
  private losing = false;

  constructor(
    kernel: Kernel,
    public settings: TrainerSettings,
    readonly objective: Objective,
  ) {
    this.kernel = kernel;
    this.dim = settings.dim ?? 2;
    this.parameters = parameterCount(settings.network, this.dim);
    this.schedule = makeSchedule(settings.schedule);
    this.extent = anywhere(this.dim);
    kernel.set('floor', RATE_FLOOR);
    this.apply();
    this.reset(settings.seed);
  }

  get examplesPerStep(): number {
    return this.settings.batchSize;
  }

  get flopsPerStep(): number {
    return flopsPerStep(this.settings.network, this.dim, this.settings.batchSize);
  }

  setData(points: Batch): void {
    this.pool = checkedPool(points, this.dim);
    this.extent = extentOf(this.pool, this.dim);
    this.makeRoom(this.settings.batchSize, true);
  }

  configure(change: TrainerChange, { restartClock = false }: ConfigureOptions = {}): void {
    const { network, seed } = this.settings;
    const next: TrainerSettings = { ...this.settings, ...change, network, seed, dim: this.dim };
    checkSettings(next, this.objective);
    this.schedule = makeSchedule(next.schedule);
    this.settings = next;
    this.apply();
    if (restartClock) this.restartClock();
  }

  train(steps: number): number {
    const kernel = this.live();
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`train(${steps}) (expected an integer, at least 1)`);
    if (this.objective.kind === 'batches') return this.trainBatches(this.objective, steps);
    if (!this.pool) throw new Error('there are no data to train on (expected setData first)');
    this.makeRoom(this.settings.batchSize);
    const before = kernel.get('clock');
    const loss = kernel.exports.train(kernel.model, steps);
    this.count(kernel.get('clock') - before);
    return loss;
  }

  trainOn(batch: TrainingBatch): number {
    const kernel = this.live();
    const { network, weighting } = this.settings;
    this.take(explicitBatch(batch, this.schedule, network.prediction, weighting, this.dim, network.time));
    const loss = kernel.exports.lossGradient(kernel.model);
    if (!Number.isFinite(loss)) return loss;
    kernel.exports.adamStep(kernel.model);
    this.count(1);
    return loss;
  }

  /** The gradient of an explicit batch's loss, all parameters in order (for tests). Nothing is stepped. */
  gradient(batch: TrainingBatch): Float32Array {
    const kernel = this.live();
    const { network, weighting } = this.settings;
    this.take(explicitBatch(batch, this.schedule, network.prediction, weighting, this.dim, network.time));
    kernel.exports.lossGradient(kernel.model);
    return kernel.floats('gradient', this.parameters).slice();
  }

  /** Draws the next batch of the stream and returns it instead of training on it (for tests). */
  draw(): NetworkBatch {
    const kernel = this.live();
    const n = this.settings.batchSize;
    this.makeRoom(n);
    kernel.exports.makeBatch(kernel.model);
    return batchOf(kernel, n, this.dim);
  }

  lossByLevel(): Float64Array {
    return binnedLoss(this.live());
  }

  denoiser(which: 'ema' | 'raw' = 'ema'): Denoiser {
    const source = which === 'ema' ? 'ema' : 'weights';
    const time = new Float32Array(TIME_FEATURES);
    return networkDenoiser(
      (x, t, out) => {
        const kernel = this.live();
        const n = x.data.length / this.dim;
        timeFeatures(t, time, 0, this.settings.network.time);
        for (let from = 0; from < n; from += kernel.capacity) {
          out.set(kernel.predict(source, x.data, from, Math.min(kernel.capacity, n - from), time), from * this.dim);
        }
      },
      () => ({ schedule: this.schedule, prediction: this.settings.network.prediction, extent: this.extent }),
    );
  }

  evaluator(which: 'ema' | 'raw' = 'ema'): Evaluator {
    return kernelEvaluator(() => this.idle(), which, this.dim, this.settings.network.time);
  }

  save(): SavedWeights {
    const { weights, ema, first, second } = weightsOf(this.live(), this.parameters);
    const { network } = this.settings;
    return { network, dim: this.dim, step: this.steps, weights, ema, moments: { first, second, step: this.adamSteps } };
  }

  load(saved: SavedWeights): void {
    const { weights, ema, moments, step } = saved;
    checkSaved(saved, this.settings.network, this.dim);
    const kernel = this.live();
    putWeights(kernel, { weights, ema });
    this.restartClock();
    this.steps = step;
    if (!moments) return;
    putWeights(kernel, { first: moments.first, second: moments.second });
    this.adamSteps = moments.step;
    kernel.set('clock', this.adamSteps);
    kernel.setAdamSteps(this.adamSteps);
  }

  reset(seed: number): void {
    const kernel = this.live();
    const weights = initialWeights(this.settings.network, this.dim, seed);
    this.settings = { ...this.settings, seed };
    putWeights(kernel, { weights, ema: weights });
    kernel.words('random', 4).set(random(seed).split('batches').state);
    kernel.floats('bins', 2 * LOSS_BINS).fill(0);
    this.restartClock();
    this.steps = 0;
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: this.kernel?.bytes ?? 0 };
  }

  dispose(): void {
    this.kernel = null;
  }

  private live(): Kernel {
    if (!this.kernel) throw new Error('the trainer was disposed');
    return this.kernel;
  }

  /** The kernel, unless an objective's loss is being worked out in it. */
  private idle(): Kernel {
    if (this.losing) throw new Error('the network was asked during its own loss (expected while the batch is made)');
    return this.live();
  }

  private trainBatches(objective: BatchObjective, steps: number): number {
    const kernel = this.live();
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const loss = this.differentiate(nextBatch(objective, this.state()));
      if (!Number.isFinite(loss)) return loss;
      kernel.exports.adamStep(kernel.model);
      this.count(1);
      sum += loss;
    }
    return sum / steps;
  }

  private state(): TrainerState {
    const { settings, dim, steps, schedule, pool } = this;
    return { settings, dim, steps, schedule, pool, evaluator: (which) => this.evaluator(which) };
  }

  /** The loss of an objective's batch; its gradient is left in the kernel. */
  private differentiate(batch: Regression | OutputLoss): number {
    const kernel = this.live();
    const { points } = batch;
    const n = points.t.length;
    const bins = lossBins(points.t);
    this.makeRoom(n);
    kernel.stageRows(points.x, 0, n, timeRows(points, this.settings.network.time));
    kernel.words('bin', n).set(bins);
    if (!('loss' in batch)) {
      kernel.floats('target', n * this.dim).set(batch.target);
      kernel.floats('weight', n).set(batch.weight);
      return kernel.exports.lossGradient(kernel.model);
    }
    kernel.exports.forward(kernel.model, kernel.get('weights'), n);
    this.losing = true;
    try {
      const output = kernel.floats('output', n * this.dim);
      const { terms, gradient } = checkedLoss(batch.loss(output.slice()), n, this.dim);
      output.set(gradient);
      kernel.exports.backward(kernel.model);
      remember(kernel, bins, terms);
      return mean(terms);
    } finally {
      this.losing = false;
    }
  }

  private count(steps: number): void {
    this.steps += steps;
    this.adamSteps += steps;
  }

  private apply(): void {
    const kernel = this.live();
    const { network, weighting, levels, learningRate, warmup, decaySteps, emaDecay } = this.settings;
    kernel
      .floats('table', LEVELS * 20)
      .set(levelTable(this.schedule, network.prediction, weighting, levels, network.time));
    for (const [name, value] of Object.entries({ learningRate, warmup, decaySteps, emaDecay })) {
      kernel.set(name as 'learningRate', value);
    }
  }

  private restartClock(): void {
    const kernel = this.live();
    kernel.floats('first', this.parameters).fill(0);
    kernel.floats('second', this.parameters).fill(0);
    kernel.set('clock', 0);
    kernel.setAdamSteps(0);
    this.adamSteps = 0;
  }

  /** Lays memory out for batches of this size over the pool, unless it is so already. */
  private makeRoom(batchSize: number, changed = false): void {
    const kernel = this.live();
    if (!changed && kernel.get('batch') === batchSize) return;
    const pool = this.pool ?? new Float32Array(this.dim);
    kernel.resize(batchSize, pool.length / this.dim);
    kernel.floats('pool', pool.length).set(pool);
  }

  private take(batch: NetworkBatch): void {
    this.makeRoom(batch.weight.length);
    putBatch(this.live(), batch);
  }
}
