/** Most share of the time that keeping may take. */
const keepShare = 0.1;

/** The last good weights of a run: what a divergence or a lost context falls back to, and what the page is given to keep. */
export class Keeper<K> {
  good: K | null = null;
  private at = 0;
  private cost = 0;

  /** @param encode weights as a file; @param least milliseconds between two copies */
  constructor(
    private readonly encode: (saved: K) => Uint8Array,
    private readonly least: number,
  ) {}

  /** The next snapshot carries the weights, however recent the last. */
  soon(): void {
    // Not 0: a worker that is younger than `least` would keep nothing.
    this.at = -Infinity;
  }

  /** The weights as a file when it is time for them, else null. */
  keep(trainer: { save(): K }): Uint8Array | null {
    const now = performance.now();
    if (now - this.at <= Math.max(this.least, this.cost / keepShare)) return null;
    this.good = trainer.save();
    const file = this.encode(this.good);
    this.at = performance.now();
    this.cost = this.at - now;
    return file;
  }
}
