/** A run's network and the copies of its weights. */
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint';
import type { SettingsOf, TrainedKind } from '../kinds';
import type { Choice } from './backend';
import type { Learner, Learning, Slice } from './half';
import { Keeper } from './keeper';
import { divergedLoss } from './sentences';
import { tensorflowUsed } from './tensorflow';

/** Owns the network: has it made by the kind, keeps the last good weights, and disposes of it. */
export class RunNetwork<K extends TrainedKind, Saved, L extends Learner<Saved>> {
  /** Null before it is made, and while it is made anew. */
  learner: L | null = null;
  choice: Choice | null = null;
  private readonly keeper: Keeper<Saved>;

  constructor(
    private readonly learning: Learning<K, Saved, L>,
    private readonly settings: () => SettingsOf<K>,
  ) {
    this.keeper = new Keeper<Saved>((saved) => this.file(saved), learning.keepMs ?? 250);
  }

  /** A new one in place of the last, untrained. */
  async build(): Promise<void> {
    this.dispose();
    await this.learning.fetch?.(this.settings());
    const { choice, trainer } = await this.learning.start(this.settings());
    if (choice.backend !== 'simd') tensorflowUsed();
    [this.choice, this.learner] = [choice, trainer];
  }

  /** New weights from the seed. */
  renew(): void {
    const { learner } = this;
    if (!learner) return;
    learner.reset(this.settings().seed);
    this.keeper.good = learner.save();
  }

  /** Exactly so many steps, of one part alone where one is named. */
  exactly(learner: L, steps: number, part?: string): Slice {
    if (part === undefined) return whole(learner.train(steps), steps);
    if (!this.learning.trainPart) throw new RangeError(`unknown part: ${part} (expected none)`);
    const loss = this.learning.trainPart(learner, part, steps);
    // A part of a step costs less than the step, and its loss is another: neither is counted.
    return { ...whole(loss, 0), broken: !(loss < divergedLoss) };
  }

  /** At most so many, or what fits into a slice. */
  advance(learner: L, steps: number): Slice {
    return this.learning.advance ? this.learning.advance(learner, steps) : whole(learner.train(steps), steps);
  }

  /** As a file's bytes. Throws a sentence where there is none. */
  save(): Uint8Array {
    if (!this.learner) throw new Error('There is no network to save yet.');
    return this.file(this.learner.save());
  }

  /** The settings that a file wants; the same object where it fits. Throws `CheckpointError`. */
  settingsFor(bytes: Uint8Array): SettingsOf<K> {
    const settings = this.settings();
    return this.learning.settingsFor?.(decodeCheckpoint(bytes), settings, this.learner) ?? settings;
  }

  /** Takes a file's weights over; its step. Throws `CheckpointError`, and keeps the present weights, where they do not fit. */
  restore(bytes: Uint8Array): number {
    const saved = this.learning.codec.read(decodeCheckpoint(bytes), this.settings());
    this.learner?.load(saved);
    this.keeper.good = saved;
    return this.learning.codec.stepOf(saved);
  }

  /** The next snapshot carries the weights, however recent the last. */
  keepSoon(): void {
    this.keeper.soon();
  }

  /** The weights as a file when it is time for them, else null. */
  keep(learner: L): Uint8Array | null {
    return this.keeper.keep(learner);
  }

  /** The step of the last good weights. */
  get goodStep(): number {
    return this.good ? this.learning.codec.stepOf(this.good) : 0;
  }

  get good(): Saved | null {
    return this.keeper.good;
  }

  /** Puts these weights, kept earlier, into the present network. */
  putBack(good: Saved | null): void {
    if (good) this.learner?.load(good);
    this.keeper.good = good;
  }

  dispose(): void {
    this.learner?.dispose();
    this.learner = null;
  }

  private file(saved: Saved): Uint8Array {
    return encodeCheckpoint(this.learning.codec.write(this.settings(), saved));
  }
}

const whole = (loss: number, steps: number): Slice => ({
  steps,
  loss,
  work: steps,
  partway: false,
  broken: !(loss < divergedLoss),
});
