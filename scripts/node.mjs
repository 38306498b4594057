// What start and test share: the packages, the right Node, and steps that run as child processes.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');

/** The environment of a child: the project's own programs first, its Node (newer than the machine's may be) among them. */
export function childEnvironment() {
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}

/** Whether what npm noted in node_modules is what the lock file asks for, package by package. */
function installedAsLocked() {
  const kept = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(kept) || !existsSync(join(bin, 'astro')) || !existsSync(join(bin, 'node'))) return false;
  const have = JSON.parse(readFileSync(kept, 'utf8')).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, { version, optional }]) =>
      path === '' || (have[path] === undefined ? optional === true : have[path].version === version),
  );
}

/**
 * Installs the packages when node_modules is missing or not what the lock file says. The lock file may lack optional builds
 * for platforms other than the one it was written on; `npm ci` refuses such a file, `npm install` takes the versions it
 * locks and adds what this platform needs. Throws when both fail.
 */
export function ensurePackages() {
  if (installedAsLocked()) return;
  console.log('Installing packages.');
  const npm = (args, stdio) =>
    spawnSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      [...args, '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: root, stdio },
    );
  if (npm(['ci'], 'ignore').status === 0) return;
  if (npm(['install', '--no-save'], 'inherit').status !== 0) throw new Error('npm install failed (see above)');
}

/**
 * Runs a program of the project. Resolves to its exit status and, with `capture`, what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 */
export function run(command, args, { capture = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...childEnvironment(), ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (status) => resolve({ ok: status === 0, output }));
  });
}
