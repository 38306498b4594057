import { multiply, multiplyPacked, packPanels, packTransposedBlocks, packTransposedPanels } from './gemm';
import { Model } from './model';
import { project, projectBack, projectGradient } from './output';
import { columnSums, silu, siluWithSlope } from './silu';

// Parameters lie layer by layer: W_0 [inputs, width], b_0 [width], W_l [width, width], b_l [width], …,
// then the last layer [dim, width] and its biases [dim].

@inline
function layer(model: Model, base: usize, l: i32): usize {
  if (l == 0) return base;
  return base + (<usize>((model.inputs + 1 + (l - 1) * (model.width + 1)) * model.width) << 2);
}

@inline
function biases(model: Model, W: usize, l: i32): usize {
  const numbers = l == 0 ? model.inputs * model.width : l == model.depth ? model.width * model.dim : model.width * model.width;
  return W + (<usize>numbers << 2);
}

/** Runs the `n` rows of `features`; activations and slopes of every layer are kept in `hidden` and `slope`, or none of them. */
function run(model: Model, parameters: usize, n: i32, kept: bool): void {
  const width = model.width, depth = model.depth;
  const size = <usize>(n * width) << 2;
  let from = model.features, fan = model.inputs;
  for (let l = 0; l < depth; l++) {
    const W = layer(model, parameters, l);
    const h = kept ? model.hidden + <usize>l * size : l & 1 ? model.back + size : model.back;
    packPanels(model.packRight, W, fan, width);
    multiply(h, from, model.packRight, n, width, fan, biases(model, W, l), 0);
    if (kept) siluWithSlope(h, model.slope + <usize>l * size, n * width);
    else silu(h, n * width);
    from = h;
    fan = width;
  }
  const last = layer(model, parameters, depth);
  project(model.output, from, last, biases(model, last, depth), n, width, model.dim);
}

/** Predictions for the `n` rows of `features` in `output`, with the parameters at `parameters`. */
export function predict(model: Model, parameters: usize, n: i32): void {
  run(model, parameters, n, false);
}

/** The same for `n` rows, at most `batch`; what the way back needs stays in `hidden` and `slope`. */
export function forward(model: Model, parameters: usize, n: i32): void {
  run(model, parameters, n, true);
}

/** After `forward` of the whole batch with `weights`: the loss's gradient with respect to them, from that at the predictions in `output`. */
export function backward(model: Model): void {
  const n = model.batch, width = model.width, depth = model.depth, dim = model.dim;
  const size = <usize>(n * width) << 2;
  const last = layer(model, model.weights, depth);
  projectGradient(layer(model, model.gradient, depth), model.output, model.hidden + <usize>(depth - 1) * size, n, width, dim);
  let G = model.back;
  projectBack(G, model.output, last, model.slope + <usize>(depth - 1) * size, n, width, dim);
  for (let l = depth - 1; l >= 0; l--) {
    const below = l == 0 ? model.features : model.hidden + <usize>(l - 1) * size;
    const fan = l == 0 ? model.inputs : width;
    const dW = layer(model, model.gradient, l);
    packTransposedBlocks(model.packLeft, below, n, fan);
    packPanels(model.packRight, G, n, width);
    multiplyPacked(dW, model.packLeft, model.packRight, fan, width, n);
    columnSums(biases(model, dW, l), G, n, width);
    if (l > 0) G = behind(model, model.weights, l, G, n);
  }
}

/** The gradient at the activations of layer l - 1, times their slopes, from that at layer l's sums, in the half of `back` that G is not in. */
@inline
function behind(model: Model, parameters: usize, l: i32, G: usize, n: i32): usize {
  const width = model.width;
  const size = <usize>(n * width) << 2;
  const next = G == model.back ? model.back + size : model.back;
  packTransposedPanels(model.packRight, layer(model, parameters, l), width, width);
  multiply(next, G, model.packRight, n, width, width, 0, model.slope + <usize>(l - 1) * size);
  return next;
}

/**
 * After `forward` of `n` rows: the gradient with respect to their features, [n, inputs] at `packLeft`, from that at the predictions in
 * `output`. No gradient of a weight is touched.
 */
export function inputGradient(model: Model, parameters: usize, n: i32): void {
  const width = model.width, depth = model.depth;
  const size = <usize>(n * width) << 2;
  let G = model.back;
  projectBack(G, model.output, layer(model, parameters, depth), model.slope + <usize>(depth - 1) * size, n, width, model.dim);
  for (let l = depth - 1; l > 0; l--) G = behind(model, parameters, l, G, n);
  packTransposedPanels(model.packRight, layer(model, parameters, 0), model.inputs, width);
  multiply(model.packLeft, G, model.packRight, n, model.inputs, width, 0, 0);
}

/**
 * After `forward` of `n` rows: how their predictions change as their features move along [n, inputs] at `packLeft` (a Jacobian-vector
 * product), [n, dim] in `target`.
 */
export function tangent(model: Model, parameters: usize, n: i32): void {
  const width = model.width;
  const size = <usize>(n * width) << 2;
  let from = model.packLeft, fan = model.inputs;
  for (let l = 0; l < model.depth; l++) {
    const to = l & 1 ? model.back + size : model.back;
    packPanels(model.packRight, layer(model, parameters, l), fan, width);
    multiply(to, from, model.packRight, n, width, fan, 0, model.slope + <usize>l * size);
    from = to;
    fan = width;
  }
  project(model.target, from, layer(model, parameters, model.depth), 0, n, width, model.dim);
}
