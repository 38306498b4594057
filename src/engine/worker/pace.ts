/** Milliseconds of training between two looks at the messages. */
const sliceMs = 12;

/** The speed is that of about ten slices: of as many milliseconds as that, within these limits. */
const slices = 10;
const window = { least: 60, most: 1000 } as const;

/** How many steps go into a slice: as many as fit, no more than the reader's speed and the end of the run allow. */
export class Pace {
  /** Measured milliseconds a step, smoothed; 0 before the first. */
  stepMs = 0;
  private allowance = 0;
  private slicedAt = 0;
  /** What the speed is measured over, the older part of it thinned out. */
  private steps = 0;
  private ms = 0;
  /** The shortest slice that the clock has told apart from none. */
  private shortest = Infinity;

  /** Time that passed in a pause or out of sight earns no steps. */
  resume(): void {
    this.slicedAt = performance.now();
  }

  forget(): void {
    this.stepMs = 0;
    this.steps = 0;
    this.ms = 0;
  }

  /**
   * Took `steps` in `ms`. A clock may be coarse (100 ms where a browser guards against timing): most slices then take none of it and some all. So
   * the speed is a ratio of sums, over a time that is long beside the least that the clock tells.
   */
  measured(steps: number, ms: number): void {
    this.steps += steps;
    this.ms += ms;
    if (ms > 0) this.shortest = Math.min(this.shortest, ms);
    const kept = Math.min(window.most, Math.max(window.least, slices * this.shortest));
    if (this.ms > kept) {
      this.steps *= kept / this.ms;
      this.ms = kept;
    }
    this.stepMs = this.steps > 0 ? this.ms / this.steps : 0;
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
