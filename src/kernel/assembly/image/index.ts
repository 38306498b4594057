// The pieces of the image networks, one export each; the order in which they run is `src/net/image/`.
export { attention, attentionBack } from './attention';
export { channelNorm, channelNormBack } from './channel-norm';
export { convolution, convolutionInput, convolutionWeights } from './convolution';
export { convolution1d, convolution1dInput, convolution1dWeights } from './convolution-1d';
export { add, film, filmBack, leaky, leakyBack, multiply, relu, reluBack, silu, siluBack, siluBend, siluSlope, squaredError } from './elementwise';
export { norm, normBack } from './norm';
export { adam, sumOfSquares } from './optimizer';
export { linear, linearInput, linearInputTimes, linearWeights } from './product';
export { lookup, lookupBack, pool, poolBack, toDepth, toSpace } from './rearrange';
