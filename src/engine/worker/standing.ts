/** How a run stands: whether it plays, what it has spent, and its place among those it races with. */
import type { Status } from '../protocol';
import { nothingSpent, type Race, type Spent } from '../race';
import { page, type LearningSettings } from './learner';
import { Pace } from './pace';
import { allowance, left, markAt, racers, spentMore, untilMark, type Priced, type Racer } from './race';

export abstract class Standing<
  S extends LearningSettings,
  T extends Priced & { readonly steps: number },
> implements Racer {
  /** Since the weights were new. */
  spent: Spent = nothingSpent;
  protected abstract settings: S;
  protected trainer: T | null = null;
  protected readonly pace = new Pace();
  protected playing = false;
  protected visible = true;
  protected state: 'open' | 'done' | 'diverged' = 'open';
  protected disposed = false;

  get race(): Race | null {
    return this.settings.race;
  }

  get racing(): boolean {
    return this.active && this.trainer !== null;
  }

  get cost(): Spent {
    return this.trainer ? spentMore(nothingSpent, this.trainer, 1, this.pace.stepMs) : nothingSpent;
  }

  protected get active(): boolean {
    return this.playing && this.visible && page.visible && this.state === 'open' && !this.disposed;
  }

  protected get status(): Status {
    if (!this.trainer) return 'loading';
    if (this.state === 'diverged') return 'error';
    if (this.state === 'done') return 'done';
    if (this.playing) return this.active ? 'running' : 'resting';
    return this.trainer.steps === 0 ? 'ready' : 'paused';
  }

  protected enter(): void {
    racers.add(this);
  }

  protected leave(): void {
    racers.delete(this);
  }

  /** Steps until the budget is spent. */
  protected get left(): number {
    return left(this);
  }

  /** Steps that it may take now. */
  protected get allowed(): number {
    return Math.min(this.left, untilMark(this), allowance(this, racers));
  }

  /** The mark of its race at which it stands; 0 elsewhere. */
  protected get mark(): number {
    return markAt(this);
  }

  /** Adds what was done to what is spent; parts of a step count as such. */
  protected count(trainer: T, steps: number, ms: number): void {
    this.pace.measured(steps, ms);
    this.spent = spentMore(this.spent, trainer, steps, ms);
  }

  /** Weights are new, or out of a file in which it is not written how long the steps took. */
  protected spentAfter(steps: number): void {
    this.spent = this.trainer ? spentMore(nothingSpent, this.trainer, steps, 0) : nothingSpent;
  }
}
