import type { ChannelNorm } from '../ops';
import type { ParameterShape } from '../parameter';
import type { Shape } from '../shape';
import { affineParameters } from './affine';
import { modulated } from './modulated';
import type { Given, Running, Step } from './record';

// What layer norm and RMS norm have in common: each place is normalised by its own channels, then scaled and moved.

interface RowNorm {
  readonly channels: number;
  readonly embedding?: number;
}

const EPSILON = 1e-5;

export function normShape({ channels, embedding }: RowNorm, shape: Shape, { expect }: Given): Shape {
  expect(shape.channels === channels, `${channels} channels`);
  expect(embedding === undefined || channels % 4 === 0, 'channels a multiple of 4 where an embedding modulates them');
  return shape;
}

/** A gain, and for layer norm a bias; or the map from the embedding. */
export function normParameters({ channels, embedding }: RowNorm, kind: ChannelNorm['kind']): readonly ParameterShape[] {
  if (embedding !== undefined) return affineParameters(embedding, 2 * channels, 'zero');
  const gain: ParameterShape = { rows: 1, columns: channels, start: 'one', fanIn: 1, matrix: false };
  return kind === 'rms' ? [gain] : [gain, { ...gain, start: 'zero' }];
}

export function normFlops({ channels, embedding }: RowNorm): number {
  return embedding === undefined ? 0 : 2 * embedding * 2 * channels;
}

export function normed<T>({ embedding }: RowNorm, x: T, running: Running<T>, kind: ChannelNorm['kind']): Step<T> {
  const { ops, parameters } = running;
  const [gain, bias] = embedding === undefined ? parameters : [];
  const norm: ChannelNorm = { kind, gain, bias, epsilon: EPSILON };
  const { y, kept } = ops.channelNorm(x, norm);
  const back = (dy: T) => ops.channelNormBack(x, kept, dy, norm);
  if (embedding === undefined) return { y, back };
  const scaled = modulated(y, running, parameters);
  return { y: scaled.y, back: (dy) => back(scaled.back(dy, true) as T) };
}
