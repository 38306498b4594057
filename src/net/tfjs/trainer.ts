import { add, concat1d, memory, ones, reshape, tensor1d, tensor2d, tidy, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../../core/batch';
import type { Denoiser } from '../../core/denoiser';
import { random } from '../../core/random';
import { makeSchedule } from '../../core/schedule';
import { LOSS_BINS } from '../../kernel/kernel';
import { explicitBatch, levelTable, makeBatch, networkBatch, type NetworkBatch } from '../batches';
import { BETA_1, BETA_2, averageKept, rateAt } from '../clock';
import { networkDenoiser } from '../denoiser';
import { spaceFeatures, timeFeatures } from '../features';
import { anywhere, checkedPool, extentOf } from '../pool';
import { checkSaved } from '../saved';
import { checkSettings } from '../settings';
import { flopsPerStep, initialWeights, inputCount, layers, parameterCount, type LayerShape } from '../shape';
import type { ConfigureOptions, SavedWeights, Trainer, TrainerChange, TrainerSettings, TrainingBatch } from '../trainer';
import { adamStep, type OptimizerState } from './adam';
import { assertAlive, startBackend, useBackend, type TensorBackend } from './backend';
import { backward, forward } from './network';

/** Share of the loss bins that a step keeps. */
const FADE = 0.98;

/** A trainer on TensorFlow.js. Loads the core and this one backend. */
export async function createTensorTrainer(backend: TensorBackend, settings: TrainerSettings): Promise<Trainer> {
  await startBackend(backend);
  return new TensorTrainer(backend, settings);
}

/** Twice the loss's terms [n, dim] of the last step, and their sum over the steps of one call. */
interface StepTerms {
  readonly last: Tensor2D;
  readonly total: Tensor2D;
}

class TensorTrainer implements Trainer {
  readonly parameters: number;
  steps = 0;
  private readonly dim: number;
  private readonly shape: readonly LayerShape[];
  private readonly bins = new Float64Array(LOSS_BINS);
  private readonly counts = new Float64Array(LOSS_BINS);
  private clock = 0;
  private schedule;
  private table;
  private random;
  private pool: Float32Array | null = null;
  private extent;
  private state: OptimizerState;
  private disposed = false;

  constructor(readonly backend: TensorBackend, public settings: TrainerSettings) {
    this.dim = settings.dim ?? 2;
    this.shape = layers(settings.network, this.dim);
    this.parameters = parameterCount(settings.network, this.dim);
    this.schedule = makeSchedule(settings.schedule);
    this.table = levelTable(this.schedule, settings.network.prediction, settings.weighting, settings.levels);
    this.extent = anywhere(this.dim);
    this.random = random(settings.seed).split('batches');
    useBackend(backend);
    this.state = deviceState(initialWeights(settings.network, this.dim, settings.seed));
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
    checkSettings(next);
    this.schedule = makeSchedule(next.schedule);
    this.table = levelTable(this.schedule, network.prediction, next.weighting, next.levels);
    this.settings = next;
    if (restartClock) this.guarded((state) => this.fill(read(state.weights), read(state.ema)));
  }

  train(steps: number): number {
    if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`train(${steps}) (expected an integer, at least 1)`);
    const { pool } = this;
    if (!pool) throw new Error('there are no data to train on (expected setData first)');
    return this.guarded(() => {
      const batch = networkBatch(this.settings.batchSize, this.dim);
      let pass: StepTerms | null = null;
      for (let i = 0; i < steps; i++) {
        makeBatch(this.random, this.table, pool, this.dim, batch);
        pass = this.step(batch, pass);
      }
      return pass ? this.settle(pass, batch, steps) : NaN;
    });
  }

  trainOn(given: TrainingBatch): number {
    const { network, weighting } = this.settings;
    const batch = explicitBatch(given, this.schedule, network.prediction, weighting, this.dim);
    return this.guarded(() => this.settle(this.step(batch, null), batch, 1));
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
          timeFeatures(t, features, spaceFeatures(x.data, i * this.dim, this.dim, features, i));
        }
        const result = this.guarded((state) =>
          tidy(() => {
            const input = tensor2d(features, [n, inputCount(this.dim)]);
            return forward(which === 'ema' ? state.ema : state.weights, this.shape, input, this.backend).output.dataSync();
          }),
        );
        out.set(result);
      },
      () => ({ schedule: this.schedule, prediction: this.settings.network.prediction, extent: this.extent }),
    );
  }

  save(): SavedWeights {
    return this.guarded((state) => ({
      network: this.settings.network,
      dim: this.dim,
      step: this.steps,
      weights: read(state.weights),
      ema: read(state.ema),
      moments: {
        first: read(state.first).map((m) => m * (1 - BETA_1)),
        second: read(state.second).map((v) => v * (1 - BETA_2)),
        step: this.clock,
      },
    }));
  }

  load(saved: SavedWeights): void {
    checkSaved(saved, this.settings.network, this.dim);
    const { weights, ema, moments } = saved;
    const first = moments?.first.map((m) => m / (1 - BETA_1));
    const second = moments?.second.map((v) => v / (1 - BETA_2));
    this.guarded(() => this.fill(weights, ema, first, second));
    this.clock = moments?.step ?? 0;
    this.steps = saved.step;
  }

  reset(seed: number): void {
    this.guarded(() => this.fill(initialWeights(this.settings.network, this.dim, seed)));
    this.settings = { ...this.settings, seed };
    this.random = random(seed).split('batches');
    this.bins.fill(0);
    this.counts.fill(0);
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
    release(this.state);
  }

  /** Runs `work` on this trainer's backend; when the device has gone meanwhile, throws `BackendLostError` instead. */
  private guarded<T>(work: (state: OptimizerState) => T): T {
    useBackend(this.backend);
    assertAlive(this.backend);
    if (this.disposed) throw new Error('the trainer was disposed');
    try {
      const result = work(this.state);
      assertAlive(this.backend);
      return result;
    } catch (error) {
      assertAlive(this.backend);
      throw error;
    }
  }

  /** One step. Its terms, and their sum with those `before`, which it disposes of, stay on the device. */
  private step(batch: NetworkBatch, before: StepTerms | null): StepTerms {
    const n = batch.weight.length;
    const { dim, backend, clock } = this;
    const old = this.state;
    const share = batch.weight.map((w) => (2 * w) / (n * dim));
    const { last, total, ...state } = tidy(() => {
      const pass = forward(old.weights, this.shape, tensor2d(batch.features, [n, inputCount(dim)]), backend);
      const target = tensor2d(batch.target, [n, dim]);
      const { gradient, terms } = backward(pass, target, tensor2d(share, [n, 1]), ones([1, n]) as Tensor2D, backend);
      const next = adamStep(
        old, gradient, clock + 1, rateAt(clock, this.settings), averageKept(clock, this.settings.emaDecay), backend,
      );
      return { ...next, last: terms, total: before ? add<Tensor2D>(before.total, terms) : terms.clone() };
    });
    release(old);
    before?.last.dispose();
    before?.total.dispose();
    this.state = state;
    this.clock++;
    this.steps++;
    return { last, total };
  }

  /** Reads all terms in one go, updates the bins by the last batch, and returns the mean loss of `steps`. */
  private settle({ last, total }: StepTerms, batch: NetworkBatch, steps: number): number {
    const values = tidy(() => concat1d([reshape(last, [last.size]), reshape(total, [total.size])]).dataSync());
    last.dispose();
    total.dispose();
    const n = batch.weight.length;
    for (let b = 0; b < LOSS_BINS; b++) {
      this.bins[b] *= FADE;
      this.counts[b] *= FADE;
    }
    let loss = 0;
    for (let i = 0; i < n * this.dim; i++) {
      this.bins[batch.bin[Math.floor(i / this.dim)]] += (values[i] * n) / 2;
      loss += values[n * this.dim + i] / 2;
    }
    for (let i = 0; i < n; i++) this.counts[batch.bin[i]]++;
    return loss / steps;
  }

  /** Takes parameters over, with fresh moments unless given, and starts the clock. */
  private fill(weights: Float32Array, ema?: Float32Array, first?: Float32Array, second?: Float32Array): void {
    release(this.state);
    this.state = deviceState(weights, ema, first, second);
    this.clock = 0;
  }
}

function deviceState(
  weights: Float32Array, ema = weights,
  first: Float32Array = new Float32Array(weights.length), second: Float32Array = new Float32Array(weights.length),
): OptimizerState {
  const put = (values: Float32Array) => tensor1d(values.slice());
  return { weights: put(weights), ema: put(ema), first: put(first), second: put(second) };
}

function release({ weights, ema, first, second }: OptimizerState): void {
  for (const tensor of [weights, ema, first, second]) tensor.dispose();
}

function read(tensor: Tensor1D): Float32Array {
  return Float32Array.from(tensor.dataSync());
}
