/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;

/** How many steps go into a slice: as many as fit, no more than the reader's speed and the end of the run allow. */
export class Pace {
  /** Measured milliseconds a step, smoothed; 0 before the first. */
  stepMs = 0;
  private allowance = 0;
  private slicedAt = 0;

  /** Time that passed in a pause or out of sight earns no steps. */
  resume(): void {
    this.slicedAt = performance.now();
  }

  forget(): void {
    this.stepMs = 0;
  }

  /** Took `steps` in `ms`. */
  measured(steps: number, ms: number): void {
    const each = ms / steps;
    this.stepMs = this.stepMs === 0 ? each : this.stepMs + 0.2 * (each - this.stepMs);
  }

  /** @param speed most steps per second, 0 for no limit; @param left steps until the run is done, at least 1 */
  next(speed: number, left: number): number {
    const fits = this.stepMs === 0 ? 1 : Math.max(1, Math.floor(sliceMs / this.stepMs));
    if (speed === 0) return Math.min(fits, left);
    const now = performance.now();
    this.allowance = Math.min(speed / 10 + 1, this.allowance + ((now - this.slicedAt) / 1000) * speed);
    this.slicedAt = now;
    const steps = Math.min(fits, left, Math.floor(this.allowance));
    this.allowance -= steps;
    return steps;
  }
}
