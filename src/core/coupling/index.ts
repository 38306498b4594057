/** Which point goes with which: contents of this folder. */
export { assignment, optimalPairs, wassersteinDistance, type Assignment } from './assignment';
export { costs } from './cost';
export {
  costOf,
  entropyOf,
  fromPlan,
  independent,
  marginals,
  matched,
  pairDrawer,
  shares,
  toPlan,
  type Coupling,
} from './coupling';
export { normalTransport } from './line';
export { drawPairs, matchBatch, minibatchPairs, rowsOf } from './minibatch';
export { entropicPairs, sinkhorn, type EntropicPlan, type SinkhornOptions } from './sinkhorn';
