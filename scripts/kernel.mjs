// Compiles the kernels (AssemblyScript, WASM SIMD) to src/kernel/build/ where they are missing or stale: kernel.wasm trains the
// small networks, image.wasm holds the pieces of the image networks, charges.wasm sums over charges.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src/kernel/assembly');
const entries = { kernel: 'index.ts', image: 'image/index.ts', charges: 'charges/index.ts' };

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Builds one kernel unless it is newer than all sources; returns the path of the .wasm file.
 * @param {{ force?: boolean, name?: 'kernel' | 'image' | 'charges' }} options
 */
export async function buildKernel({ force = false, name = 'kernel' } = {}) {
  const built = join(root, `src/kernel/build/${name}.wasm`);
  const newest = Math.max(
    modified(fileURLToPath(import.meta.url)),
    ...readdirSync(source, { recursive: true }).map((file) => modified(join(source, file))),
  );
  if (!force && modified(built) > newest) return built;
  mkdirSync(dirname(built), { recursive: true });
  const { default: asc } = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main(
    [
      `src/kernel/assembly/${entries[name]}`,
      '--outFile',
      `src/kernel/build/${name}.wasm`,
      '-O3',
      '--converge',
      '--noAssert',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--importMemory',
      '--noExportMemory',
      '--memoryBase',
      '1024',
    ],
    { baseDir: root },
  );
  if (error) throw new Error(`the kernel did not compile:\n${stderr.toString()}`);
  return built;
}

/** Builds all of them. */
export async function buildKernels(options = {}) {
  const paths = [];
  for (const name of Object.keys(entries)) paths.push(await buildKernel({ ...options, name }));
  return paths;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const path of await buildKernels({ force: process.argv.includes('--force') })) {
    process.stdout.write(`${path}: ${statSync(path).size} bytes\n`);
  }
}
