import { affineParameters } from './layers/affine';
import { recordOf } from './layers/index';
import type { Embedding, Layer, Network } from './description';
import type { Parameter, ParameterShape } from './parameter';

export type { Parameter, ParameterShape, Start } from './parameter';

/** A layer with its parameters, in order; the layers that it holds with theirs. */
export interface BoundLayer {
  readonly layer: Layer;
  readonly parameters: readonly Parameter[];
  readonly inner: readonly BoundLayer[];
}

export interface BoundNetwork<N extends Network = Network> {
  readonly network: N;
  /** Weights and biases of the linear map of the noise's features, where it is told noise, then the table of the class or of each attribute. */
  readonly embedding: readonly Parameter[];
  /** Layers of the context; none where there is none. */
  readonly context: readonly BoundLayer[];
  readonly layers: readonly BoundLayer[];
  /** All parameters in order. */
  readonly parameters: readonly Parameter[];
  /** Numbers in all. */
  readonly size: number;
}

/** Gives every layer its parameters: embedding first, then the context's layers, then the layers, in reading order. */
export function bind<N extends Network>(network: N): BoundNetwork<N> {
  const all: Parameter[] = [];
  let at = 0;
  const take = (shapes: readonly ParameterShape[]) =>
    shapes.map((shape) => {
      const parameter: Parameter = { ...shape, index: all.length, at };
      all.push(parameter);
      at += shape.rows * shape.columns;
      return parameter;
    });
  const bindLayer = (layer: Layer): BoundLayer => {
    const record = recordOf(layer);
    return {
      layer,
      parameters: take(record.parameters(layer)),
      inner: (record.inner?.(layer) ?? []).map(bindLayer),
    };
  };
  const embedding = take(network.embedding ? embeddingShapes(network.embedding) : []);
  const context = (network.context?.layers ?? []).map(bindLayer);
  return { network, embedding, context, layers: network.layers.map(bindLayer), parameters: all, size: at };
}

/** Numbers of weights, biases, gains and table entries. */
export function parameterCount(network: Network): number {
  return bind(network).size;
}

function embeddingShapes({ width, frequencies, classes, attributes }: Embedding): readonly ParameterShape[] {
  const time = frequencies === 0 ? [] : affineParameters(2 * frequencies, width, 'uniform');
  const sizes = attributes ?? (classes === 0 ? [] : [classes]);
  return [
    ...time,
    ...sizes.map((size) => ({ rows: size + 1, columns: width, start: 'normal', fanIn: 1, matrix: true }) as const),
  ];
}
