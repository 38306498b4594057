import { memory } from '@tensorflow/tfjs-core';
import type { Batch } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import { random } from '../../core/random';
import { makeSchedule } from '../../core/schedule';
import { LOSS_BINS } from '../../kernel/kernel';
import { explicitBatch, levelTable, makeBatch, networkBatch, type NetworkBatch } from '../batches';
import { averageKept, rateAt } from '../clock';
import { networkDenoiser } from '../denoiser';
import { pointFeatures, spaceFeatures, timeFeatures } from '../features';
import { denoising } from '../objective/denoising';
import type { BatchObjective, Evaluator, Objective, OutputLoss } from '../objective/objective';
import { checkedLoss, lossBins, mean, nextBatch, type TrainerState } from '../objective/step';
import { anywhere, checkedPool, extentOf } from '../pool';
import { checkSaved } from '../saved';
import { checkSettings } from '../settings';
import { flopsPerStep, initialWeights, inputCount, parameterCount } from '../shape';
import type {
  ConfigureOptions,
  SavedWeights,
  Trainer,
  TrainerChange,
  TrainerSettings,
  TrainingBatch,
  TensorBackend,
} from '../trainer';
import { onBackend, startBackend, useBackend } from './backend';
import type { Device } from './device';
import { deviceEvaluator } from './evaluator';

/** Share of the loss bins that a step keeps. */
const FADE = 0.98;

/** A trainer on TensorFlow.js. Loads the core and this one backend. */
export async function createTensorTrainer(
  backend: TensorBackend,
  settings: TrainerSettings,
  objective: Objective = denoising,
): Promise<Trainer> {
  await startBackend(backend);
  const { network, dim = 2 } = settings;
  if (backend === 'webgl') {
    const { WebglDevice } = await import('./webgl/device');
    return new TensorTrainer(backend, settings, new WebglDevice(network, dim), objective);
  }
  const { OpsDevice } = await import('./ops');
  return new TensorTrainer(backend, settings, new OpsDevice(network, dim, backend), objective);
}

class TensorTrainer implements Trainer {
  readonly parameters: number;
  steps = 0;
  private readonly dim: number;
  private readonly bins = new Float64Array(LOSS_BINS);
  private readonly counts = new Float64Array(LOSS_BINS);
  private clock = 0;
  private schedule;
  private table;
  private random;
  private pool: Float32Array | null = null;
  private extent;
  private disposed = false;

  constructor(
    readonly backend: TensorBackend,
    public settings: TrainerSettings,
    private readonly device: Device,
    readonly objective: Objective,
  ) {
    this.dim = settings.dim ?? 2;
    this.parameters = parameterCount(settings.network, this.dim);
    this.schedule = makeSchedule(settings.schedule);
    const { network, weighting, levels } = settings;
    this.table = levelTable(this.schedule, network.prediction, weighting, levels, network.time);
    this.extent = anywhere(this.dim);
    this.random = random(settings.seed).split('batches');
    useBackend(backend);
    device.write({ weights: initialWeights(settings.network, this.dim, settings.seed) });
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
  }

  configure(change: TrainerChange, { restartClock = false }: ConfigureOptions = {}): void {
    const { network, seed } = this.settings;
    const next: TrainerSettings = { ...this.settings, ...change, network, seed, dim: this.dim };
    checkSettings(next, this.objective);
    this.schedule = makeSchedule(next.schedule);
    this.table = levelTable(this.schedule, network.prediction, next.weighting, next.levels, network.time);
    this.settings = next;
    if (!restartClock) return;
    this.guarded(() => {
      const { weights, ema } = this.device.read();
      this.device.write({ weights, ema });
    });
    this.clock = 0;
  }

  train(steps: number): number {
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`train(${steps}) (expected an integer, at least 1)`);
    const { pool, objective } = this;
    if (objective.kind === 'batches') return this.guarded(() => this.trainBatches(objective, steps));
    if (!pool) throw new Error('there are no data to train on (expected setData first)');
    return this.guarded(() => {
      const batch = networkBatch(this.settings.batchSize, this.dim);
      for (let i = 0; i < steps; i++) {
        makeBatch(this.random, this.table, pool, this.dim, batch);
        this.step(batch);
      }
      return this.settle(batch, steps);
    });
  }

  trainOn(given: TrainingBatch): number {
    const { network, weighting } = this.settings;
    const batch = explicitBatch(given, this.schedule, network.prediction, weighting, this.dim, network.time);
    return this.guarded(() => {
      this.step(batch);
      return this.settle(batch, 1);
    });
  }

  lossByLevel(): Float64Array {
    return this.bins.map((sum, i) => (this.counts[i] > 0 ? sum / this.counts[i] : 0));
  }

  denoiser(which: 'ema' | 'raw' = 'ema'): Denoiser {
    return networkDenoiser(
      (x, t, out) => {
        const n = x.data.length / this.dim;
        const features = new Float32Array(n * inputCount(this.dim));
        for (let i = 0; i < n; i++) {
          const at = spaceFeatures(x.data, i * this.dim, this.dim, features, i);
          timeFeatures(t, features, at, this.settings.network.time);
        }
        out.set(this.guarded(() => this.device.predict(features, which)));
      },
      () => ({ schedule: this.schedule, prediction: this.settings.network.prediction, extent: this.extent }),
    );
  }

  evaluator(which: 'ema' | 'raw' = 'ema'): Evaluator {
    return deviceEvaluator(this.device, (work) => this.guarded(work), which, {
      dim: this.dim,
      told: this.settings.network.time,
    });
  }

  save(): SavedWeights {
    const { weights, ema, first, second } = this.guarded(() => this.device.read());
    return {
      network: this.settings.network,
      dim: this.dim,
      step: this.steps,
      weights,
      ema,
      moments: { first, second, step: this.clock },
    };
  }

  load(saved: SavedWeights): void {
    checkSaved(saved, this.settings.network, this.dim);
    const { weights, ema, moments } = saved;
    this.guarded(() =>
      this.device.write({ weights, ema, ...(moments && { first: moments.first, second: moments.second }) }),
    );
    this.clock = moments?.step ?? 0;
    this.steps = saved.step;
  }

  reset(seed: number): void {
    this.guarded(() => this.device.write({ weights: initialWeights(this.settings.network, this.dim, seed) }));
    this.settings = { ...this.settings, seed };
    this.random = random(seed).split('batches');
    this.bins.fill(0);
    this.counts.fill(0);
    this.clock = 0;
    this.steps = 0;
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    useBackend(this.backend);
    this.device.dispose();
  }

  /** Runs `work` on this trainer's backend; when the device has gone meanwhile, throws `BackendLostError` instead. */
  private guarded<T>(work: () => T): T {
    return onBackend(this.backend, () => {
      if (this.disposed) throw new Error('the trainer was disposed');
      return work();
    });
  }

  /** Steps on an objective's own batches; their losses are waited for as seldom as can be. */
  private trainBatches(objective: BatchObjective, steps: number): number {
    let sum = 0;
    let last: NetworkBatch | null = null;
    const settle = () => {
      if (last) sum += this.settle(last, 1);
      last = null;
    };
    for (let i = 0; i < steps; i++) {
      const found = nextBatch(objective, this.state());
      const { points } = found;
      const rows = { features: pointFeatures(points, this.dim, this.settings.network.time), bin: lossBins(points.t) };
      if ('loss' in found) {
        settle();
        const loss = this.stepByLoss(rows, found);
        if (!Number.isFinite(loss)) return loss;
        sum += loss;
      } else {
        if (last && last.bin.length !== rows.bin.length) settle();
        last = { ...rows, target: found.target, weight: found.weight };
        this.step(last);
      }
    }
    settle();
    return sum / steps;
  }

  private state(): TrainerState {
    const { settings, dim, steps, schedule, pool } = this;
    return { settings, dim, steps, schedule, pool, evaluator: (which) => this.evaluator(which) };
  }

  /** One step by a loss of the objective's own: that of squares whose slope at the present output is the loss's. */
  private stepByLoss(rows: Pick<NetworkBatch, 'features' | 'bin'>, { loss }: OutputLoss): number {
    const n = rows.bin.length;
    const output = this.device.predict(rows.features, 'raw');
    const { terms, gradient } = checkedLoss(loss(output.slice()), n, this.dim);
    const found = mean(terms);
    if (!Number.isFinite(found)) return found;
    const target = output.map((value, i) => value - (gradient[i] * n * this.dim) / 2);
    this.step({ ...rows, target, weight: new Float32Array(n).fill(1) });
    this.device.terms();
    this.remember(rows.bin, (i) => terms[i]);
    return found;
  }

  private step(batch: NetworkBatch): void {
    const { clock } = this;
    this.device.step(batch, {
      k: clock + 1,
      rate: rateAt(clock, this.settings),
      kept: averageKept(clock, this.settings.emaDecay),
    });
    this.clock++;
    this.steps++;
  }

  /** Waits for the steps taken, updates the bins by the last batch, and returns the mean loss of all. */
  private settle(batch: NetworkBatch, steps: number): number {
    const { last, total } = this.device.terms();
    const { dim } = this;
    const n = batch.weight.length;
    // A row's loss times dim is half of its terms, which hold 2 / (n dim), times n dim.
    this.remember(batch.bin, (i) => {
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += (last[i * dim + d] * n) / 2;
      return sum;
    });
    let loss = 0;
    for (let i = 0; i < n * dim; i++) loss += total[i] / 2;
    return loss / steps;
  }

  /** Takes each row's loss into its bin. */
  private remember(bin: Uint32Array, lossOf: (row: number) => number): void {
    for (let b = 0; b < LOSS_BINS; b++) {
      this.bins[b] *= FADE;
      this.counts[b] *= FADE;
    }
    for (let i = 0; i < bin.length; i++) {
      this.bins[bin[i]] += lossOf(i);
      this.counts[bin[i]]++;
    }
  }
}
