import type { Page } from 'playwright-core';
import { browser } from './browser';

/** One task of the page's main thread. */
export interface Task {
  /** Milliseconds of processor time that the thread spent in it. */
  readonly cpu: number;
  /** Milliseconds from its begin to its end, whoever else had the processor meanwhile. */
  readonly wall: number;
  /** Whether it ran script of the page. */
  readonly script: boolean;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const [begins, ends] = ['trace: begins', 'trace: ends'];
/** What a task holds when it runs script, by the names that Chromium gives such work. */
const scripts: ReadonlySet<string> = new Set([
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'TimerFire',
  'FireAnimationFrame',
  'EventDispatch',
  'v8.run',
]);

/**
 * The tasks of the page's main thread while `act` goes on, from Chromium's own trace. A loaded machine takes the processor
 * away in the middle of a task, so that its wall time says nothing of the page: the thread's own time does.
 */
export async function tasksDuring(page: Page, act: () => Promise<void>): Promise<readonly Task[]> {
  const open = await browser();
  await open.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'],
  });
  await page.evaluate((name) => void performance.mark(name), begins);
  let text = '';
  try {
    await act();
    await page.evaluate((name) => void performance.mark(name), ends);
  } finally {
    text = (await open.stopTracing()).toString('utf8');
  }
  const { traceEvents } = JSON.parse(text) as { readonly traceEvents: readonly TraceEvent[] };
  const mark = (wanted: string): TraceEvent => {
    const found = traceEvents.find(({ name }) => name === wanted);
    if (!found) throw new Error(`the trace has no mark "${wanted}"`);
    return found;
  };
  const [first, last] = [mark(begins), mark(ends)];
  const here = traceEvents.filter(
    (e) => e.pid === first.pid && e.tid === first.tid && e.ph === 'X' && e.ts >= first.ts && e.ts <= last.ts,
  );
  const script = here.filter(({ name }) => scripts.has(name)).map(({ ts }) => ts);
  const tasks = here.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined);
  if (!tasks.some(({ tdur }) => tdur !== undefined))
    throw new Error('the trace has no thread time (expected tdur of its RunTasks)');
  // Now and then the two clocks disagree over a task of some microseconds, and its thread time is left out: it is at most the wall's.
  return tasks.map(({ ts, dur = 0, tdur = dur }) => ({
    cpu: tdur / 1000,
    wall: dur / 1000,
    script: script.some((at) => at >= ts && at <= ts + dur),
  }));
}
