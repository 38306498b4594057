import { adamStep } from './adam';
import { makeBatch } from './batch';
import { Model } from './model';
import { backward, forward } from './network';
import { lossAndGradient } from './output';

export { adamStep } from './adam';
export { makeBatch, makeFeatures } from './batch';
export { cosArray, expArray, lnArray, sinArray } from './elementary';
export { multiply, packPanels } from './gemm';
export { backward, forward, inputGradient, predict, tangent } from './network';
export { randomInteger } from './random';
export { silu, siluWithSlope } from './silu';

/** Loss and, in `gradient`, its gradient on the batch that lies in memory. */
export function lossGradient(model: Model): f64 {
  forward(model, model.weights, model.batch);
  const loss = lossAndGradient(model);
  backward(model);
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
