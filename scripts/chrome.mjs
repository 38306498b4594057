// Finds a Chromium for the browser tests, the benches and the screenshots, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags for a browser that draws WebGL in software where there is no GPU and asks the network for nothing of its own. */
export const chromeFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-rasterization',
  '--force-color-profile=srgb',
  '--disable-dev-shm-usage',
];

/** Does it start at all? A package may leave a script that only says how to install the real thing. */
function works(path) {
  const { status } = spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' });
  return status === 0;
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
  return candidates.find((path) => existsSync(path) && works(path));
}

async function playwrights() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return existsSync(path) && works(path) ? path : undefined;
}

function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit', cwd: root, timeout: 420_000 }).status === 0;
}

/**
 * The path of a Chromium: CHROME_PATH, an installed one, Playwright's own; with `install`, Playwright's download and then,
 * as root on Debian, apt-get. Throws with what to do when there is none.
 */
export async function findChrome({ install = false } = {}) {
  const given = process.env.CHROME_PATH;
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    throw new Error(`CHROME_PATH is ${given} (expected the path of a Chrome or Chromium)`);
  }
  const found = installed() ?? (await playwrights());
  if (found !== undefined) return found;
  if (install) {
    console.log('No Chrome or Chromium found; downloading one.');
    run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
    const downloaded = await playwrights();
    if (downloaded !== undefined) return downloaded;
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      console.log('Installing Debian’s Chromium.');
      run('apt-get', ['update', '-q']);
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
      const packaged = installed() ?? (await playwrights());
      if (packaged !== undefined) return packaged;
    }
  }
  throw new Error(
    'no Chrome or Chromium found. Install one (on Debian: apt-get install chromium), or set CHROME_PATH to the one you have.',
  );
}
