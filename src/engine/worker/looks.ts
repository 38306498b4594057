/** How a training run is looked at: when a look is due, what it costs, and what the page is told. */
import type { SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../kinds';
import type { RunFacts } from '../protocol';
import type { Host, Learner, Learning, Shown, View } from './half';
import type { Life } from './life';
import { LossMeter } from './loss-meter';
import type { RunNetwork } from './network';
import type { Spending } from './spending';

/** What a look must know of its run at any time. */
export interface LookedAt<K extends TrainedKind> {
  readonly run: string;
  readonly life: Life;
  readonly settings: () => SettingsOf<K>;
  readonly watch: () => WatchOf<K>;
  readonly showStatus: View<K>['showStatus'];
  readonly fail: View<K>['fail'];
}

export class Looks<K extends TrainedKind, Saved, L extends Learner<Saved>> {
  private lastAt = 0;
  private cost = 0;
  private interrupted = false;
  /** The loss since the page was last told. */
  readonly meter = new LossMeter();

  constructor(
    private readonly learning: Learning<K, Saved, L>,
    private readonly network: RunNetwork<K, Saved, L>,
    private readonly spending: Spending,
    private readonly host: Host,
    private readonly of: LookedAt<K>,
  ) {}

  /** The next look is due at once. */
  soon(): void {
    this.lastAt = 0;
  }

  /** The next look is due when the interval has passed from now on. */
  later(): void {
    this.lastAt = performance.now();
  }

  get due(): boolean {
    return performance.now() - this.lastAt >= Math.max(this.of.watch().interval, 2 * this.cost);
  }

  /** An unfinished look is given up. */
  interrupt(): void {
    this.interrupted = true;
  }

  /** Begins a look: what interrupted an earlier one does not interrupt this. */
  begin(): void {
    this.interrupted = false;
  }

  /** Looks, and tells the page. `from`: when the look was begun. */
  async look(learner: L, from: number): Promise<void> {
    const seen = await this.learning.observe(learner, this.view());
    this.later();
    this.cost = this.lastAt - from;
    this.tell(seen); // given up or not, the page learns how things stand
  }

  /** Tells the page how things stand, with what was seen. */
  tell(seen: Partial<Shown<K>> | null): void {
    const { learner } = this.network;
    if (!learner) return;
    const { spending } = this;
    const { run, life } = this.of;
    const facts: RunFacts = {
      run,
      number: life.number,
      status: life.status(learner.steps),
      backend: learner.backend,
      reason: this.network.choice?.reason ?? '',
      step: learner.steps,
      spent: spending.spent,
      ...(spending.mark > 0 && { mark: spending.mark }),
      stepsPerSecond: spending.stepsPerSecond,
      flopsPerStep: learner.flopsPerStep,
      loss: this.meter.mean,
      checkpoint: this.network.keep(learner),
    };
    const snapshot = { ...this.learning.unseen(learner, this.view()), ...seen, ...facts } as SnapshotOf<K>;
    this.host.report({ type: 'snapshot', snapshot });
    this.meter.clear();
  }

  private view(): View<K> {
    const { life, settings, watch, showStatus, fail } = this.of;
    return {
      settings: settings(),
      watch: watch(),
      stepsPerSecond: this.spending.stepsPerSecond,
      playedAt: life.playedAt,
      active: life.active,
      atMark: this.spending.mark > 0,
      edition: life.edition,
      givenUp: () => this.interrupted || life.disposed,
      showStatus,
      fail,
    };
  }
}
