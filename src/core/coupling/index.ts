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
export { crossings } from './crossings';
export { drawPairs, matchBatch, minibatchPairs, minibatchPlan, rowsOf } from './minibatch';
export { entropicPairs, sinkhorn, sinkhornRounds, type EntropicPlan, type SinkhornOptions } from './sinkhorn';
