/** Rows of numbers as whole numbers of one byte, each direction with a step of its own (scalar quantisation). */

export interface Codes {
  /** Numbers of a row. */
  readonly size: number;
  /** [size] what a code of 1 stands for. */
  readonly steps: Float32Array;
  /** [n, size], -127 to 127. */
  readonly values: Int8Array;
}

const most = 127;

/** The greatest of each direction becomes 127: a number is moved by half a step of its direction at most. Throws `RangeError` for numbers that are not finite. */
export function quantised(rows: ArrayLike<number>, size: number): Codes {
  if (!Number.isInteger(size) || size < 1 || rows.length % size !== 0)
    throw new RangeError(`${rows.length} numbers in rows of ${size} (expected whole rows)`);
  const steps = new Float32Array(size);
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isFinite(rows[i])) throw new RangeError(`number ${i} is ${rows[i]} (expected finite numbers)`);
    steps[i % size] = Math.max(steps[i % size], Math.abs(rows[i]) / most);
  }
  const values = Int8Array.from(rows, (v, i) => {
    const step = steps[i % size];
    return step === 0 ? 0 : Math.max(-most, Math.min(most, Math.round(v / step)));
  });
  return { size, steps, values };
}
