// Finds a Firefox and a WebKit for the tests in other engines than Chromium, and installs them where that can be done.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What each engine needs on Debian. WebKit has no way to run without a screen: Xvfb is one in memory. */
const packages = { firefox: ['firefox-esr'], webkit: ['webkit2gtk-driver', 'xvfb'] };
const firefoxes = ['firefox-esr', 'firefox'];
const firefoxPlaces = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The program `name` of the machine, not one of a package. */
function program(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function firefox() {
  const given = process.env.FIREFOX_PATH;
  if (given !== undefined && given !== '') return existsSync(given) ? given : undefined;
  const candidates = [...firefoxes.map(program), ...firefoxPlaces].filter((path) => path !== undefined);
  // A package may leave a script that only says how to install the real thing.
  return candidates.find(
    (path) => existsSync(path) && spawnSync(path, ['--version'], { timeout: 60_000, stdio: 'ignore' }).status === 0,
  );
}

/** WebKitGTK keeps its small browser out of the way: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser`. */
function miniBrowser() {
  const below = (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => join(folder, name))
      : [];
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/libexec'];
  return [...libraries, ...libraries.flatMap(below)]
    .flatMap(below)
    .filter((folder) => /webkit(2?)gtk-[\d.]+$/.test(folder))
    .sort()
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
}

function webkit() {
  const [driver, browser, screen] = [program('WebKitWebDriver'), miniBrowser(), program('Xvfb')];
  return driver && browser && screen ? { driver, browser, screen } : undefined;
}

const found = () => ({ firefox: firefox(), webkit: webkit() });

/** Why an engine cannot be driven; empty where it can. */
function lacking({ firefox, webkit }) {
  const given = process.env.FIREFOX_PATH;
  const missing = {};
  if (!firefox)
    missing.firefox = given
      ? `FIREFOX_PATH is ${given} (expected the path of a Firefox)`
      : 'no Firefox (on Debian: apt-get install firefox-esr; elsewhere set FIREFOX_PATH)';
  if (!webkit) missing.webkit = 'no WebKitGTK to drive (on Debian: apt-get install webkit2gtk-driver xvfb)';
  return missing;
}

/**
 * Where Firefox and WebKitGTK (with its driver and a screen for it) are, and `missing`: a sentence for each that is not there.
 * With `install`, as root on Debian, apt-get is asked first. Never throws: a machine without them has fewer tests.
 */
export function findEngines({ install = false } = {}) {
  let engines = found();
  const absent = Object.keys(lacking(engines));
  if (install && absent.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const wanted = absent.flatMap((name) => packages[name]);
    console.log(`Installing ${wanted.join(', ')}.`);
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: 420_000,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', ...wanted);
    engines = found();
  }
  return { ...engines, missing: lacking(engines) };
}
