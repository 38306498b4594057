/** The mean loss of the steps since it was last cleared. */
export class LossMeter {
  private sum = 0;
  private steps = 0;

  add(loss: number, steps: number): void {
    this.sum += loss * steps;
    this.steps += steps;
  }

  /** NaN when no step was taken. */
  get mean(): number {
    return this.steps > 0 ? this.sum / this.steps : NaN;
  }

  clear(): void {
    this.sum = 0;
    this.steps = 0;
  }
}
