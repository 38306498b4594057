// Compiles the training kernel (AssemblyScript, WASM SIMD) to src/kernel/build/kernel.wasm when it is missing or stale.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src/kernel/assembly');
const built = join(root, 'src/kernel/build/kernel.wasm');

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds the kernel unless it is newer than its sources; returns the path of the .wasm file. */
export async function buildKernel({ force = false } = {}) {
  const newest = Math.max(
    modified(fileURLToPath(import.meta.url)),
    ...readdirSync(source).map((name) => modified(join(source, name))),
  );
  if (!force && modified(built) > newest) return built;
  mkdirSync(dirname(built), { recursive: true });
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main(
    [
      'src/kernel/assembly/index.ts', '--outFile', 'src/kernel/build/kernel.wasm',
      '-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd',
      '--importMemory', '--noExportMemory', '--memoryBase', '1024',
    ],
    { baseDir: root },
  );
  if (error) throw new Error(`the kernel did not compile:\n${stderr.toString()}`);
  return built;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = await buildKernel({ force: process.argv.includes('--force') });
  process.stdout.write(`${path}: ${statSync(path).size} bytes\n`);
}
