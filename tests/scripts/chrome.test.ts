import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChrome } from '../../scripts/chrome.mjs';

/** A folder with one program that ends with `status`, whatever it is asked. */
function program(name: string, status: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'chrome-'));
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${status}\n`);
  chmodSync(path, 0o755);
  return folder;
}

describe('the browser for the tests', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is the one that CHROME_PATH names, before any that is installed', async () => {
    const [given, installed] = [join(program('my-chrome', 0), 'my-chrome'), program('chromium', 0)];
    vi.stubEnv('PATH', installed);
    vi.stubEnv('CHROME_PATH', given);
    expect(await findChrome()).toBe(given);
    vi.stubEnv('CHROME_PATH', '');
    expect(await findChrome()).toBe(join(installed, 'chromium'));
  });

  it('is not one that does not start', async () => {
    const [stub, real] = [program('chromium', 1), program('google-chrome', 0)];
    vi.stubEnv('CHROME_PATH', '');
    vi.stubEnv('PATH', [stub, real].join(delimiter));
    expect(await findChrome()).toBe(join(real, 'google-chrome'));
  });

  it('that CHROME_PATH names and that is not there is said to be missing, and none is put in its place', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chrome');
    await expect(findChrome()).rejects.toThrow(
      'CHROME_PATH is /nowhere/chrome (expected the path of a Chrome or Chromium)',
    );
  });
});
