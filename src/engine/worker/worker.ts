/**
 * The worker's entry: parses messages, keeps the runs, and shares the thread among them in slices
 * of at most 16 ms so that a click is answered at once.
 */
import type { DigitQuestion } from '../digit-samples';
import type { Report, Request, Restart } from '../protocol';
import { transferables } from '../protocol';
import { parseGanSettings } from '../gan-settings';
import { parseRunSettings } from '../settings';
import type { Backend } from '../settings';
import { breathe } from './breathe';
import { loseContext, tensorCount } from './tensorflow';
import { page } from './learner';
import type { LearningRun } from './learning';
import { Training } from './training';
import type { DigitNetworks } from './digits/shipped';

/** A run of whatever kind, as messages reach it: each checks what it is sent. */
type AnyRun = Omit<LearningRun<never, never, never, never, never>, 'configure' | 'look'> & {
  configure(number: number, change: unknown, how: Restart): Promise<void>;
  look(change: unknown): Promise<void>;
};

const trainings = new Map<string, AnyRun>();
/** Runs whose trainer is being made or repaired: their messages wait in line behind that. */
const queues = new Map<string, Promise<void>>();
let without: readonly Backend[] = [];
let looping = false;
/** Something came while the loop was going round: a run that had nothing to do when it was asked may have by now. */
let woken = false;

const scope = globalThis as unknown as {
  postMessage(report: Report, transfer: Transferable[]): void;
  onmessage: ((event: { data: Request }) => void) | null;
};
const report = (message: Report) => scope.postMessage(message, transferables(message));

scope.onmessage = ({ data }) => {
  if (data.type === 'hello') {
    without = data.without;
    page.visible = data.visible;
  } else if (data.type === 'memory') {
    void answer(data.request, async () => ({ tensors: await tensorCount(), runs: trainings.size }));
  } else if (data.type === 'digits') {
    void answer(data.request, () => askedOfDigits(data.request, data.question));
  } else if (data.type === 'experiment') {
    void answer(data.request, () => experimented(data.request, data.spec));
  } else if (data.type === 'cancel') {
    cancelled.add(data.request);
  } else if (data.type === 'provoke') {
    provoke(data.accident);
  } else if (data.type === 'visible' && data.run === undefined) {
    page.visible = data.visible;
    for (const training of trainings.values()) training.showStatus();
    wake();
  } else if (data.run !== undefined) {
    const training = trainings.get(data.run);
    if (training?.hurriedBy.has(data.type)) training.interrupt();
    void enqueue(data.run, () => handle(data as Request & { run: string })).then(wake);
  }
};

/** One message or slice of a run after another: opening is slow, and what follows it must find it open. */
function enqueue(run: string, work: () => Promise<void>): Promise<void> {
  const before = queues.get(run) ?? Promise.resolve();
  const after = before.then(work).catch((error: unknown) => {
    report({ type: 'failure', run, kind: 'settings', sentence: sentence(error) });
  });
  queues.set(run, after);
  return after.then(() => {
    if (queues.get(run) === after) queues.delete(run);
  });
}

async function handle(message: Request & { run: string }): Promise<void> {
  const { run } = message;
  if (message.type === 'open') {
    trainings.get(run)?.dispose();
    const training = await opened(message);
    trainings.set(run, training);
    await training.prepare(message.checkpoint);
    return;
  }
  const training = trainings.get(run);
  if (!training) return;
  switch (message.type) {
    case 'configure':
      return training.configure(message.number, message.change, message.how);
    case 'watch':
      return training.look(message.watch);
    case 'play':
      return training.play();
    case 'pause':
      return training.pause();
    case 'reset':
      return training.reset();
    case 'step':
      return training.stepOnce(message.steps, message.player);
    case 'visible':
      return training.setVisible(message.visible);
    case 'save':
      return answer(message.request, () => Promise.resolve(training.save()));
    case 'sample':
      return answer(message.request, () => training.sample(message.spec));
    case 'likelihood':
      return answer(message.request, () => training.likelihood(message.spec));
    case 'load':
      return answer(message.request, async () => training.load(message.checkpoint));
    case 'close':
      training.dispose();
      trainings.delete(run);
      return;
  }
}

/** Requests that nobody waits for any more; those that were answered already stay here, a number each. */
const cancelled = new Set<number>();
let networks: DigitNetworks | null = null;

async function askedOfDigits(request: number, question: DigitQuestion): Promise<unknown> {
  const [{ answerDigits }, { shippedDigits }] = await Promise.all([
    import('./digits/answer'),
    import('./digits/shipped'),
  ]);
  networks ??= shippedDigits(without);
  return answerDigits(question, networks, {
    tell: (progress) => report({ type: 'progress', request, progress }),
    gone: () => cancelled.has(request),
  });
}

async function experimented(request: number, spec: unknown): Promise<unknown> {
  const { answerExperiment } = await import('./experiments/answer');
  return answerExperiment(spec, without, {
    tell: (progress) => report({ type: 'progress', request, progress }),
    gone: () => cancelled.has(request),
  });
}

/** What is needed for digits comes with the first run that learns them, or the first question. */
async function opened(message: Request & { readonly type: 'open' }): Promise<AnyRun> {
  const context = { report, without };
  if (message.learns === 'points')
    return new Training(message.run, parseRunSettings(message.settings), message.watch, context);
  if (message.learns === 'gan') {
    const { GanTraining } = await import('./gan/training');
    return new GanTraining(message.run, parseGanSettings(message.settings), message.watch, context);
  }
  const [{ DigitTraining }, { shippedDigits }] = await Promise.all([
    import('./digits/training'),
    import('./digits/shipped'),
  ]);
  networks ??= shippedDigits(without);
  if (message.learns === 'gan-digits') {
    const { DigitGanTraining } = await import('./digits/gan-training');
    return new DigitGanTraining(message.run, message.settings, message.watch, context, networks);
  }
  return new DigitTraining(message.run, message.settings, message.watch, context, networks);
}

async function answer(request: number, work: () => Promise<unknown>): Promise<void> {
  try {
    report({ type: 'reply', request, value: await work() });
  } catch (error) {
    report({ type: 'refusal', request, sentence: sentence(error) });
  }
}

function wake(): void {
  woken = true;
  if (!looping) void loop();
}

/** Round robin over the runs that have work; between slices the messages get their turn. */
async function loop(): Promise<void> {
  looping = true;
  try {
    for (;;) {
      let rest = Infinity;
      woken = false;
      for (const [name, training] of [...trainings]) {
        if (queues.has(name)) continue;
        await enqueue(name, async () => {
          rest = Math.min(rest, await training.slice());
        });
        await breathe();
      }
      if (rest === Infinity && !woken) return;
      if (rest > 0 && rest < Infinity) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    looping = false;
  }
}

function provoke(accident: 'context-loss' | 'crash'): void {
  if (accident === 'context-loss') void loseContext();
  else
    setTimeout(() => {
      throw new Error('provoked');
    });
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
