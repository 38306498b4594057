import type { Ops } from '../../../src/core/image-network/ops';
import { bind, type BoundNetwork, type Parameter } from '../../../src/core/image-network/parameters';
import { normals } from './cases';
import type { Piece } from './pieces';

export interface PieceCase {
  readonly piece: Piece;
  readonly bound: BoundNetwork;
  readonly weights: Float32Array;
  readonly inputs: readonly Float32Array[];
}

/** What came of a case: the output, what else the piece tells, and the gradients at its inputs of the sum of output times `target`. */
export interface PieceFound {
  readonly outputs: readonly Float32Array[];
  readonly inputs: readonly Float32Array[];
}

export function makePiece(piece: Piece): PieceCase {
  let at = 0;
  const parameters = piece.parameters.map(([rows, columns], index): Parameter => {
    const parameter = { index, at, rows, columns, start: 'normal' as const, fanIn: rows, matrix: rows > 1 };
    at += rows * columns;
    return parameter;
  });
  const empty = bind({ name: piece.name, side: 1, channels: 1, layers: [] });
  return {
    piece,
    bound: { ...empty, parameters, size: at },
    weights: normals(at, 5),
    inputs: piece.inputs.map(([rows, columns], i) => normals(rows * columns, i + 1, piece.scale ?? 1)),
  };
}

export function evaluatePiece<T>(ops: Ops<T>, { piece, bound, inputs }: PieceCase): PieceFound {
  return ops.within(() => {
    const given = piece.inputs.map(([rows, columns], i) => ops.put(inputs[i], rows, columns));
    const run = piece.run(ops, given, bound.parameters);
    const { y, more = [] } = run;
    const [rows, columns] = ops.shape(y);
    const outputs = [y, ...more].map((x) => ops.read(x));
    const slopes = run.back(ops.put(target(rows * columns), rows, columns));
    return { outputs, inputs: slopes.map((x) => ops.read(x)) };
  });
}

/** The gradient at the output. */
export function target(n: number): Float32Array {
  return normals(n, 99);
}
