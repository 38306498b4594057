import { adamStep } from './adam';
import { makeBatch } from './batch';
import { multiply, multiplyPacked, packPanels, packTransposedBlocks, packTransposedPanels } from './gemm';
import { Model } from './model';
import { lossAndGradient, project, projectBack, projectGradient } from './output';
import { columnSums, silu, siluWithSlope } from './silu';

export { adamStep } from './adam';
export { makeBatch, makeFeatures } from './batch';
export { cosArray, expArray, lnArray, sinArray } from './elementary';
export { multiply, packPanels } from './gemm';
export { randomInteger } from './random';
export { silu, siluWithSlope } from './silu';

// Parameters lie layer by layer: W_0 [inputs, width], b_0 [width], W_l [width, width], b_l [width], …,
// then the last layer [dim, width] and its biases [dim].

@inline
function layer(model: Model, base: usize, l: i32): usize {
  if (l == 0) return base;
  return base + (<usize>((model.inputs + 1 + (l - 1) * (model.width + 1)) * model.width) << 2);
}

/** Loss and, in `gradient`, its gradient on the batch that lies in memory. */
export function lossGradient(model: Model): f64 {
  const n = model.batch, width = model.width, depth = model.depth, dim = model.dim;
  const size = <usize>(n * width) << 2;
  let from = model.features, fan = model.inputs;
  for (let l = 0; l < depth; l++) {
    const W = layer(model, model.weights, l), h = model.hidden + <usize>l * size;
    packPanels(model.packRight, W, fan, width);
    multiply(h, from, model.packRight, n, width, fan, W + (<usize>(fan * width) << 2), 0);
    siluWithSlope(h, model.slope + <usize>l * size, n * width);
    from = h;
    fan = width;
  }
  const last = layer(model, model.weights, depth);
  project(model.output, from, last, n, width, dim);
  const loss = lossAndGradient(model);
  projectGradient(layer(model, model.gradient, depth), model.output, from, n, width, dim);
  let G = model.back;
  projectBack(G, model.output, last, model.slope + <usize>(depth - 1) * size, n, width, dim);
  for (let l = depth - 1; l >= 0; l--) {
    const below = l == 0 ? model.features : model.hidden + <usize>(l - 1) * size;
    fan = l == 0 ? model.inputs : width;
    const dW = layer(model, model.gradient, l);
    packTransposedBlocks(model.packLeft, below, n, fan);
    packPanels(model.packRight, G, n, width);
    multiplyPacked(dW, model.packLeft, model.packRight, fan, width, n);
    columnSums(dW + (<usize>(fan * width) << 2), G, n, width);
    if (l > 0) {
      const next = G == model.back ? model.back + size : model.back;
      packTransposedPanels(model.packRight, layer(model, model.weights, l), width, width);
      multiply(next, G, model.packRight, n, width, width, 0, model.slope + <usize>(l - 1) * size);
      G = next;
    }
  }
  return loss;
}

/** Draws a batch, differentiates, steps: `steps` times. Returns the mean loss; stops early, with it, when it isn't finite. */
export function train(model: Model, steps: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < steps; i++) {
    makeBatch(model);
    const loss = lossGradient(model);
    if (!isFinite(loss)) return loss;
    adamStep(model);
    sum += loss;
  }
  return sum / <f64>steps;
}

/** Predictions for the `n` rows of `features` in `output`, with the parameters at `parameters`. */
export function predict(model: Model, parameters: usize, n: i32): void {
  const width = model.width;
  const size = <usize>(n * width) << 2;
  let from = model.features, fan = model.inputs;
  for (let l = 0; l < model.depth; l++) {
    const W = layer(model, parameters, l), h = l & 1 ? model.back + size : model.back;
    packPanels(model.packRight, W, fan, width);
    multiply(h, from, model.packRight, n, width, fan, W + (<usize>(fan * width) << 2), 0);
    silu(h, n * width);
    from = h;
    fan = width;
  }
  project(model.output, from, layer(model, parameters, model.depth), n, width, model.dim);
}
