/** Of the last step: means over its pictures. */
export interface ImageGanLosses {
  readonly discriminator: number;
  readonly generator: number;
  /** D(x, y), before any sigmoid. */
  readonly real: number;
  readonly fake: number;
}

export const noLosses: ImageGanLosses = { discriminator: 0, generator: 0, real: 0, fake: 0 };

/** A step that is not done. */
export interface Underway {
  /** Rows of the batch that are done: the generator's `batchSize`, then the discriminator's. */
  row: number;
  /** What the generator made of this batch [batchSize, pixels]: the discriminator learns on the same. */
  made: Float32Array;
  losses: { -readonly [K in keyof ImageGanLosses]: number };
}
