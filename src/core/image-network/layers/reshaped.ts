import { places } from '../shape';
import type { Running, Step } from './record';

/** The same numbers in the rows of the shape after. */
export function reshaped<T>(x: T, { ops, n, after }: Running<T>): Step<T> {
  const [rows, columns] = ops.shape(x);
  return { y: ops.reshape(x, n * places(after), after.channels), back: (dy) => ops.reshape(dy, rows, columns) };
}
