import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progress, stepOf } from '../../scripts/progress.mjs';

describe('the steps of a build', () => {
  it.each([
    ['01:16:20 [build] Building static entrypoints...', 'bundle'],
    ['\u001b[2m01:18:46\u001b[22m [vite] \u001b[32m✓ built in 2m 26s\u001b[39m', 'scripts'],
    ['01:19:00 [build] Rearranging server assets...', 'finish'],
    ['01:19:12   ├─ /samplers/index.html', 'samplers'],
    ['01:19:12   ├─ /samplers/index.html (+1m 26s) ', 'samplers'],
    ['01:27:25   ├─ /index.html (+1.92s) ', '.'],
    ['01:19:00   ├─ /formulas/scores.ddpm.json (+28ms) ', undefined],
    ['anything else', undefined],
  ])('%s', (line, step) => {
    expect(stepOf(line)).toBe(step);
  });
});

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const started = (before: Record<string, number>, isTTY: boolean) => {
    const written: string[] = [];
    const shown = progress(before, {
      stream: { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as typeof process.stdout,
      now: () => Date.now(),
    });
    return { written, shown };
  };
  const before = { start: 5, bundle: 20, forward: 10, samplers: 30, finish: 1 };

  it('says what is being done and how long the rest took the last time', () => {
    const { written, shown } = started(before, true);
    shown.at('bundle');
    vi.advanceTimersByTime(10_000);
    expect(written.at(-1)).toBe('\r\u001b[KBuilding the book: bundling; about 50 s left');
    shown.at('forward');
    expect(written.at(-1)).toContain('page 1 of 2, forward; about 40 s left');
    vi.advanceTimersByTime(60_000);
    // Longer than the last time: what is to come stays.
    expect(written.at(-1)).toContain('forward; about 30 s left');
    shown.at('samplers');
    expect(written.at(-1)).toContain('page 2 of 2, samplers; about 30 s left');
    shown.stop();
  });

  it('keeps the seconds of every step', () => {
    const { shown } = started({}, true);
    vi.advanceTimersByTime(2000);
    shown.at('bundle');
    vi.advanceTimersByTime(3000);
    shown.at('bundle');
    shown.at('forward');
    vi.advanceTimersByTime(500);
    expect(shown.done()).toEqual({ start: 2, bundle: 3, forward: 0.5 });
    shown.stop();
  });

  it('writes plain lines, seldom, where there is no terminal', () => {
    const { written, shown } = started(before, false);
    for (const step of ['bundle', 'forward', 'samplers']) shown.at(step);
    expect(written).toHaveLength(1);
    vi.advanceTimersByTime(11_000);
    expect(written).toHaveLength(3);
    for (const line of written) expect(line).toMatch(/^Building the book: [^\r\u001b]*\n$/);
    shown.stop();
  });

  it('has an estimate for the first build too', () => {
    const { written, shown } = started({}, true);
    expect(written[0]).toMatch(/about \d+ s left/);
    shown.stop();
  });
});
