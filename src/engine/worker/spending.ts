/** What a run has spent, and how much more it may: its pace, its budget, its place among those it races with. */
import { nothingSpent, type Race, type Spent } from '../race';
import { Pace } from './pace';
import { allowance, left, markAt, racers, spentMore, untilMark, type Priced, type Racer } from './race';

/** What it must know of its run at any time. */
export interface Spender {
  readonly race: () => Race | null;
  /** Null while there is no network. */
  readonly learner: () => Priced | null;
  /** Whether it would train if it were let. */
  readonly active: () => boolean;
}

export class Spending implements Racer {
  /** Since the weights were new. */
  spent: Spent = nothingSpent;
  readonly pace = new Pace();
  /** A step is begun and not finished: it always will be, and no mark stands in it. */
  partway = false;

  constructor(private readonly spender: Spender) {
    racers.add(this);
  }

  /** Must be called when the run ends: the others of its group would wait for it. */
  dispose(): void {
    racers.delete(this);
  }

  get race(): Race | null {
    return this.spender.race();
  }

  get racing(): boolean {
    return this.spender.active() && this.spender.learner() !== null;
  }

  get cost(): Spent {
    const learner = this.spender.learner();
    return learner ? spentMore(nothingSpent, learner, 1, this.pace.stepMs) : nothingSpent;
  }

  /** Steps until the budget is spent. */
  get left(): number {
    const steps = left(this);
    return this.partway ? Math.max(1, steps) : steps;
  }

  /** Steps that it may take now; 0 while others of its group are behind. */
  get allowed(): number {
    return Math.min(this.left, untilMark(this), allowance(this, racers));
  }

  /** The mark of its race at which it stands; 0 elsewhere. */
  get mark(): number {
    return this.partway ? 0 : markAt(this);
  }

  get stepsPerSecond(): number {
    return this.pace.stepMs > 0 ? 1000 / this.pace.stepMs : 0;
  }

  /** Adds what was done; parts of a step count as such. */
  count(learner: Priced, steps: number, ms: number): void {
    this.pace.measured(steps, ms);
    this.spent = spentMore(this.spent, learner, steps, ms);
  }

  /** Weights are new, or out of a file in which it is not written how long the steps took. */
  spentAfter(steps: number): void {
    const learner = this.spender.learner();
    this.partway = false;
    this.spent = learner ? spentMore(nothingSpent, learner, steps, 0) : nothingSpent;
  }
}
