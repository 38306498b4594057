/** How a parameter starts: uniform in +-1 / sqrt(fanIn) (LeCun et al. 1998b's scale), standard normal, or a constant. */
export type Start = 'uniform' | 'normal' | 'zero' | 'one';

/** What a layer says of one array of its parameters: a matrix [rows, columns] or, with one row, a vector. */
export interface ParameterShape {
  readonly rows: number;
  readonly columns: number;
  readonly start: Start;
  /** Numbers summed into each output. */
  readonly fanIn: number;
  /** Whether its columns are output channels (a matrix of weights), for quantisation. */
  readonly matrix: boolean;
}

/** One array of a network's parameters. */
export interface Parameter extends ParameterShape {
  /** Place in the list. */
  readonly index: number;
  /** Where it lies in the flat vector of all parameters. */
  readonly at: number;
}
