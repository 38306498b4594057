// npm start: installs what is missing, builds the book and says how far it is, serves it on a local port and prints the address.
import { ensurePackages, root, run } from './node.mjs';
import { noteBuilt, stillStands } from './standing.mjs';

async function step(name, command, args) {
  const { ok, output } = await run(command, args, { capture: true });
  if (ok) return;
  console.error(output);
  throw new Error(`${name} failed (see above)`);
}

try {
  ensurePackages();
  console.log('Building the book: the kernel and the digits');
  await step('compiling the kernel', 'node', ['scripts/kernel.mjs']);
  await step('packing the digits', 'node', ['scripts/digits.mjs']);
  if (stillStands(root)) {
    console.log('Nothing has changed since the book was built.');
  } else {
    // Loaded by the project's own Node, which the packages bring: the machine's may be too old for what it imports.
    const built = await run('node', ['scripts/pages.mjs']);
    if (!built.ok) throw new Error('building the pages failed (see above)');
    await step('checking the links', 'node', ['scripts/links.mjs']);
    noteBuilt(root);
  }
  const { serve } = await import('./serve.mjs');
  const { url } = await serve({ port: Number(process.env.PORT) || 4321, host: process.env.HOST ?? '127.0.0.1' });
  console.log(`Diffusion, Live: ${url}`);
  console.log('Stop with Ctrl+C.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
