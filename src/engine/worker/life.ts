import type { Status } from '../protocol';
import { page } from './page';
import { statusOf } from './status';

/** Where a training run stands in its life. */
export class Life {
  playing = false;
  /** When it was last told to play, by `performance.now()`; 0 before. */
  playedAt = 0;
  visible = true;
  state: 'open' | 'done' | 'diverged' = 'open';
  disposed = false;
  /** The number of the last `configure`. */
  number = 0;
  /** Another number for other weights or settings, training apart. */
  edition = 0;
  /** Steps already taken when the run began or was last asked to go on or adapt: `stopAfter` counts from here. */
  began = 0;

  /** Whether it trains if it is let. */
  get active(): boolean {
    return this.playing && this.visible && page.visible && this.state === 'open' && !this.disposed;
  }

  status(steps: number): Status {
    return statusOf(steps, this.playing, this.active, this.state);
  }
}
