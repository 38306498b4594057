export { betaCdf, betaPrimeQuantile, logGamma } from './beta';
export { studentQuantile } from './student';
export {
  bootstrapInterval,
  mean,
  meanInterval,
  median,
  quantile,
  standardDeviation,
  type BootstrapOptions,
  type Interval,
} from './interval';
export { medianInterval, rankFor, type BoundedInterval, type Bounds } from './median';
