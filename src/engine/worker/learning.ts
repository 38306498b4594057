/** The life of one training run inside the worker, whatever it learns: its slices, its snapshots, and its accidents. */
import { BackendLostError } from '../../net/trainer';
import type { SettingsOf, TrainedKind, WatchOf } from '../kinds';
import type { FailureKind, Request, Restart } from '../protocol';
import { answered } from './answering';
import type { Host, Learner, Learning, Listener, Slice, WorkerRun } from './half';
import { Life } from './life';
import { Looks } from './looks';
import { RunNetwork } from './network';
import { page } from './page';
import * as sentences from './sentences';
import { Spending } from './spending';

/** Messages that do not wait until the samples are drawn. */
const hurriedBy: readonly Request['type'][] = ['pause', 'reset', 'close', 'step', 'load'];
const mostStepsAtOnce = 1000;

/** Drives a network through slices, answers what is asked of it, and says how it stands. */
export class LearningRun<K extends TrainedKind, Saved, L extends Learner<Saved>> implements WorkerRun {
  readonly hurriedBy: ReadonlySet<Request['type']>;
  private settings: SettingsOf<K>;
  private readonly life = new Life();
  private readonly network: RunNetwork<K, Saved, L>;
  private readonly looks: Looks<K, Saved, L>;
  readonly spending: Spending;

  /** @param watch trusted: it decides what is drawn, and is typed on the page's side */
  constructor(
    private readonly learning: Learning<K, Saved, L>,
    private readonly name: string,
    settings: unknown,
    private watch: WatchOf<K>,
    private readonly host: Host,
  ) {
    this.settings = learning.parse(settings);
    this.hurriedBy = new Set([...hurriedBy, ...(learning.hurriedBy ?? [])]);
    this.network = new RunNetwork(learning, () => this.settings);
    this.spending = new Spending({
      race: () => this.settings.race,
      learner: () => this.learner,
      active: () => this.life.active,
    });
    this.looks = new Looks(learning, this.network, this.spending, host, {
      run: name,
      life: this.life,
      settings: () => this.settings,
      watch: () => this.watch,
      showStatus: () => this.showStatus(),
      fail: (kind, sentence) => this.fail(kind, sentence),
    });
  }

  /** Picks the backend, has the network made, and shows it untrained. What is out of reach now may not be when asked again. */
  async prepare(bytes?: Uint8Array): Promise<void> {
    try {
      if (bytes) this.settings = this.network.settingsFor(bytes);
      await this.build();
      if (bytes) this.restore(bytes);
      await this.show();
    } catch (error) {
      if (this.learner) throw error;
      this.fail('unreachable', error instanceof Error ? error.message : String(error));
    }
  }

  async configure(number: number, change: Partial<SettingsOf<K>>, how: Restart): Promise<void> {
    const next = this.learning.parse({ ...this.settings, ...change });
    await this.learning.fetch?.(next);
    const rebuild = this.learning.needsNewNetwork(this.settings, next);
    this.settings = next;
    this.life.number = number;
    this.life.edition++;
    this.looks.soon();
    if (rebuild || !this.learner) await this.build();
    else {
      this.learning.configure(this.learner, next, change, how);
      if (how === 'reset') this.renew();
    }
    if (how !== 'continue' || rebuild) {
      this.life.state = 'open';
      this.life.began = this.learner?.steps ?? 0;
    }
    if (!this.life.active) await this.show();
  }

  async setWatch(change: Partial<WatchOf<K>>): Promise<void> {
    this.watch = { ...this.watch, ...change };
    this.looks.soon();
    if (!this.life.active) await this.show();
  }

  async play(): Promise<void> {
    if (!this.learner) await this.prepare();
    if (this.life.state !== 'open') this.life.began = this.learner?.steps ?? 0;
    this.life.state = 'open';
    this.life.playing = true;
    this.life.playedAt = performance.now();
    this.looks.later();
    this.spending.pace.resume();
    // The first step may take a while to be shown: that it was asked for is shown at once.
    this.showStatus();
  }

  async pause(): Promise<void> {
    if (!this.life.playing) return;
    this.life.playing = false;
    this.network.keepSoon();
    await this.show();
  }

  async reset(): Promise<void> {
    this.renew();
    this.life.state = 'open';
    if (!this.life.playing) await this.show();
    else this.looks.soon();
  }

  async step(steps: number, part?: string): Promise<void> {
    this.life.playing = false;
    this.life.state = 'open';
    const { learner } = this;
    if (!learner) return;
    const n = Math.max(1, Math.min(mostStepsAtOnce, Math.round(steps)));
    const fine = await this.survived(() => this.count(learner, () => this.network.exactly(learner, n, part)));
    if (fine === 'lost') return;
    if (!fine) return this.diverged();
    this.network.keepSoon();
    await this.show();
  }

  setVisible(visible: boolean): void {
    this.life.visible = visible;
    this.spending.pace.resume();
    this.showStatus();
  }

  interrupt(): void {
    this.looks.interrupt();
  }

  async slice(): Promise<number> {
    const { learner, spending } = this;
    if (!this.life.active || !learner) return Infinity;
    const { speed, stopAfter } = this.settings;
    const end = stopAfter > 0 ? this.life.began + stopAfter : Infinity;
    if (spending.left === 0) return this.finish();
    const { allowed } = spending;
    if (allowed === 0) return 1; // another of its group is behind, and has its turn now
    const steps = spending.pace.next(speed, Math.max(1, Math.min(allowed, end - learner.steps)));
    if (steps === 0) return 5;
    const fine = await this.survived(() => this.count(learner, () => this.network.advance(learner, steps)));
    if (fine === 'lost') return 0;
    if (!fine) return this.diverged().then(() => Infinity);
    if (learner.steps >= end || spending.left === 0) return this.finish();
    if (spending.mark > 0 || this.looks.due) await this.show();
    return 0;
  }

  save(): Uint8Array {
    return this.network.save();
  }

  async load(bytes: Uint8Array): Promise<void> {
    const fitting = this.network.settingsFor(bytes);
    if (fitting !== this.settings || !this.learner) {
      this.settings = fitting;
      await this.build();
    }
    this.restore(bytes);
    this.life.state = 'open';
    await this.show();
  }

  async ask(question: string, spec: unknown, { tell, gone }: Listener<unknown>): Promise<unknown> {
    const listener = { tell, gone: () => this.life.disposed || gone() };
    const attempt = () => {
      const { learner, settings } = this;
      if (!learner) throw new Error('There is no network to ask yet.');
      return answered(this.learning.answers, question, spec, { learner, settings }, listener);
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
      return attempt();
    }
  }

  showStatus(): void {
    // A hidden page may never be seen again: what was learned is handed over.
    if (!this.life.visible || !page.visible) this.network.keepSoon();
    this.looks.tell(null);
  }

  dispose(): void {
    this.life.disposed = true;
    this.life.playing = false;
    this.spending.dispose();
    this.network.dispose();
  }

  private get learner(): L | null {
    return this.network.learner;
  }

  /** Trains, and counts what was done; false where the loss left the numbers. */
  private count(learner: L, train: () => Slice): boolean {
    const from = performance.now();
    const slice = train();
    if (slice.steps > 0) this.looks.meter.add(slice.loss, slice.steps);
    if (slice.work > 0) this.spending.count(learner, slice.work, performance.now() - from);
    this.spending.partway = slice.partway;
    return !slice.broken;
  }

  /** What `work` says; 'lost' where the backend went away meanwhile, and the run has been repaired. */
  private async survived<T>(work: () => T | Promise<T>): Promise<T | 'lost'> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
      return 'lost';
    }
  }

  private async finish(): Promise<number> {
    this.life.playing = false;
    this.life.state = 'done';
    this.network.keepSoon();
    await this.show();
    return Infinity;
  }

  private async build(): Promise<void> {
    await this.network.build();
    const { choice } = this.network;
    if (choice?.warning) this.fail('unsupported', choice.warning);
    this.renew();
  }

  /** New weights. */
  private renew(): void {
    if (!this.learner) return;
    this.network.renew();
    this.life.edition++;
    // Not always 0: a pupil begins behind a teacher that has learned.
    this.life.began = this.learner.steps;
    this.spending.spentAfter(0);
    this.spending.pace.forget();
    this.looks.meter.clear();
    this.looks.soon();
  }

  private restore(bytes: Uint8Array): void {
    this.life.began = this.network.restore(bytes);
    this.life.edition++;
    this.spending.spentAfter(this.life.began);
  }

  private async show(): Promise<void> {
    const { learner } = this;
    if (!learner) return;
    this.looks.begin();
    const from = performance.now();
    await this.survived(() => this.looks.look(learner, from));
  }

  /** NaN, Infinity or an absurd loss: stop, put the last good weights back, say so. */
  private async diverged(): Promise<void> {
    const at = this.learner?.steps ?? 0;
    this.network.putBack(this.network.good);
    this.life.playing = false;
    this.life.state = 'diverged';
    this.looks.meter.clear();
    const rate = this.learning.rate(this.settings);
    this.fail('diverged', sentences.diverged(at, this.network.goodStep, rate));
    await this.show();
  }

  /** The backend lost its context (a sleeping laptop, a busy driver): build another and go on from the kept weights. */
  private async repair(): Promise<void> {
    const { good, goodStep } = this.network;
    const { spent } = this.spending;
    this.fail('context-lost', sentences.contextLost(goodStep));
    await this.build();
    this.spending.spent = spent;
    this.network.putBack(good);
    await this.show();
  }

  private fail(kind: FailureKind, sentence: string): void {
    this.host.report({ type: 'failure', run: this.name, kind, sentence });
  }
}
