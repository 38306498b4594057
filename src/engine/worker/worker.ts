/**
 * The worker: parses messages, keeps the runs, and shares the thread among them in slices of at most 16 ms so that a click is
 * answered at once.
 */
import type { Backend } from '../backends';
import { transferables, type Accident, type Report, type Request } from '../protocol';
import type { Host, Listener, Standing, WorkerRun } from './half';
import { halfOf } from './load';
import { yieldToMessages } from './messages';
import { page } from './page';
import { loseContext, tensorCount } from './tensorflow';

const runs = new Map<string, WorkerRun>();
/** Kinds that stand without a run, each made when it is first asked. */
const standing = new Map<string, Promise<Standing>>();
/** Runs whose network is being made or repaired: their messages wait in line behind that. */
const queues = new Map<string, Promise<void>>();
/** Requests that nobody waits for any more; those that were answered already stay here, a number each. */
const cancelled = new Set<number>();
let without: readonly Backend[] = [];
let looping = false;
/** Something came while the loop was going round: a run that had nothing to do when it was asked may have by now. */
let woken = false;

const scope = globalThis as unknown as {
  postMessage(report: Report, transfer: Transferable[]): void;
};
const report = (message: Report) => scope.postMessage(message, transferables(message));
const host = (): Host => ({ report, without });

/** Takes one message of the page. */
export function hear(data: Request): void {
  if (data.type === 'hello') {
    without = data.without;
    page.visible = data.visible;
  } else if (data.type === 'memory') {
    void answer(data.request, async () => ({ tensors: await tensorCount(), runs: runs.size }));
  } else if (data.type === 'ask' && data.run === undefined) {
    const { request, kind, question, spec } = data;
    void answer(request, async () => (await standingOf(kind))(question, spec, listenerOf(request)));
  } else if (data.type === 'cancel') {
    cancelled.add(data.request);
  } else if (data.type === 'provoke') {
    provoke(data.accident);
  } else if (data.type === 'visible' && data.run === undefined) {
    page.visible = data.visible;
    for (const run of runs.values()) run.showStatus();
    wake();
  } else if (data.run !== undefined) {
    const run = runs.get(data.run);
    if (run?.hurriedBy.has(data.type)) run.interrupt();
    void enqueue(data.run, () => handle(data as Request & { run: string })).then(wake);
  }
}

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
  const { run: name } = message;
  if (message.type === 'open') return open(message);
  const run = runs.get(name);
  if (!run) {
    // Nobody waits for ever: the run could not be opened, or is closed.
    if ('request' in message) await answer(message.request, () => Promise.reject(new Error('This run is not open.')));
    return;
  }
  switch (message.type) {
    case 'configure':
      return run.configure(message.number, message.change, message.how);
    case 'watch':
      return run.setWatch(message.change);
    case 'play':
      return run.play();
    case 'pause':
      return run.pause();
    case 'reset':
      return run.reset();
    case 'step':
      return run.step(message.steps, message.part);
    case 'visible':
      return run.setVisible(message.visible);
    case 'save':
      return answer(message.request, () => run.save());
    case 'load':
      return answer(message.request, () => run.load(message.checkpoint));
    case 'ask':
      return answer(message.request, () => run.ask(message.question, message.spec, listenerOf(message.request)));
    case 'close':
      run.dispose();
      runs.delete(name);
      return;
  }
}

/** What a kind needs comes with the first run of it. */
async function open({ run: name, kind, settings, watch, checkpoint }: Request & { type: 'open' }): Promise<void> {
  runs.get(name)?.dispose();
  runs.delete(name);
  const half = await halfOf(kind);
  if (!('open' in half)) throw new RangeError(`${kind} trains nothing (expected a kind of run that does)`);
  const run = half.open(name, settings, watch, host());
  runs.set(name, run);
  await run.prepare(checkpoint);
}

/** A failed attempt to load one is forgotten. */
function standingOf(kind: string): Promise<Standing> {
  const known =
    standing.get(kind) ??
    halfOf(kind).then((half) => {
      if (!('stand' in half)) throw new RangeError(`${kind} answers a run's questions alone (expected a run)`);
      return half.stand(host());
    });
  standing.set(kind, known);
  known.catch(() => standing.delete(kind));
  return known;
}

function listenerOf(request: number): Listener<unknown> {
  return {
    tell: (progress) => report({ type: 'progress', request, progress }),
    gone: () => cancelled.has(request),
  };
}

async function answer(request: number, work: () => unknown): Promise<void> {
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
      for (const [name, run] of [...runs]) {
        if (queues.has(name)) continue;
        await enqueue(name, async () => {
          rest = Math.min(rest, await run.slice());
        });
        await yieldToMessages();
      }
      if (rest === Infinity && !woken) return;
      if (rest > 0 && rest < Infinity) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    looping = false;
  }
}

function provoke(accident: Accident): void {
  if (accident === 'context-loss') void loseContext();
  else
    setTimeout(() => {
      throw new Error('provoked');
    });
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
