import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findEngines } from '../../scripts/engines.mjs';

/** A folder with one program that ends with `status`, whatever it is asked. */
function program(name: string, status: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  writeFileSync(join(folder, name), `#!/bin/sh\nexit ${status}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe('the other engines', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('are looked for among the installed programs, and FIREFOX_PATH has the last word', () => {
    const [given, installed] = [join(program('my-fox', 0), 'my-fox'), program('firefox-esr', 0)];
    vi.stubEnv('PATH', installed);
    vi.stubEnv('FIREFOX_PATH', '');
    expect(findEngines().firefox).toBe(join(installed, 'firefox-esr'));
    expect(findEngines().missing.firefox).toBeUndefined();
    vi.stubEnv('FIREFOX_PATH', given);
    expect(findEngines().firefox).toBe(given);
  });

  it('that are not there, or do not start, are told with what would help', () => {
    vi.stubEnv('FIREFOX_PATH', '');
    vi.stubEnv('PATH', program('firefox', 1));
    const { firefox, webkit, missing } = findEngines();
    expect([firefox, webkit]).toEqual([undefined, undefined]);
    expect(missing.firefox).toContain('apt-get install firefox-esr');
    expect(missing.webkit).toContain('apt-get install webkit2gtk-driver xvfb');
    vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
    expect(findEngines().missing.firefox).toBe('FIREFOX_PATH is /nowhere/firefox (expected the path of a Firefox)');
  });
});
