// Runs a TypeScript program of the project under Node: bundled by Vite, the kernels and the digits built first.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildKernels } from './kernel.mjs';
import { root } from './node.mjs';

/** The exports of the program at `entry`, a path from the project's root. */
export async function runTypeScript(entry) {
  await buildKernels();
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/digits.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the digits could not be packed (see above)');
  const name = entry.replace(/\.ts$/, '').replaceAll('/', '-');
  // A folder per process, so that two programs started together do not write over each other.
  const outDir = join(root, '.cache/run', `${name}-${process.pid}`);
  process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return import(pathToFileURL(join(outDir, 'main.mjs')).href);
}
