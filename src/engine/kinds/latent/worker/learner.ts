/** The pipeline as a run drives it. */
import { takeSteps } from '../../../../net/image/slices';
import type { Backend } from '../../../backends';
import type { PictureLearner } from '../../digits/worker/slices';
import { batchOf } from '../plan';
import type { Pipeline, SavedPipeline } from './pipeline';

export interface SavedLatent extends SavedPipeline {
  /** Milliseconds of training. */
  readonly trained: number;
}

export interface LatentLearner extends PictureLearner<SavedLatent> {
  readonly network: Pipeline;
  /** What the last steps cost on average, where they were of several phases. */
  price(before: number): void;
}

export function learnerOf(network: Pipeline): LatentLearner {
  let flops = network.stretch.flops;
  let examples = batchOf[network.phase];
  const priced = () => {
    flops = network.stretch.flops;
    examples = batchOf[network.phase];
  };
  return {
    network,
    turns: 1,
    trained: 0,
    backend: network.parts.denoiser.backend as Backend,
    get steps() {
      return network.steps;
    },
    get examplesPerStep() {
      return examples;
    },
    get flopsPerStep() {
      return flops;
    },
    price(before) {
      const taken = network.steps - before;
      if (taken === 0) return priced();
      flops = (network.flopsOf(network.steps) - network.flopsOf(before)) / taken;
      examples = (network.imagesOf(network.steps) - network.imagesOf(before)) / taken;
    },
    train(steps) {
      const before = network.steps;
      const loss = takeSteps(steps, () => network.slice());
      this.price(before);
      return loss;
    },
    reset(seed) {
      network.reset(seed);
      this.trained = 0;
      priced();
    },
    save() {
      return { ...network.save(), trained: this.trained };
    },
    load({ trained, ...saved }) {
      network.load(saved);
      this.trained = trained;
      this.price(0);
    },
    dispose: () => network.dispose(),
  };
}
