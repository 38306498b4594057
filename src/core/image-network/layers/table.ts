// The kinds of layers, one line each: the record under the name that descriptions give it.
export { activation } from './activation';
export { convolution } from './convolution';
export { film } from './film';
export { flatten } from './flatten';
export { linear } from './linear';
export { norm } from './norm';
export { picture } from './picture';
export { pool } from './pool';
export { residual } from './residual';
export { toDepth as 'to-depth' } from './to-depth';
export { toSpace as 'to-space' } from './to-space';
