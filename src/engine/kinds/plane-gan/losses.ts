/** Of the last step of each player. */
export interface GameLosses {
  /** The discriminator's without its penalties. */
  readonly discriminator: number;
  readonly generator: number;
  /** Mean of D(x), before any sigmoid, at real and at fake points. */
  readonly real: number;
  readonly fake: number;
  /** Mean of the penalties, weights included. */
  readonly penalty: number;
}
