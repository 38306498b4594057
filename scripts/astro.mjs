// Astro's own program with the project's Node, and with its telemetry off: npm run dev, npm run check.
import { run } from './node.mjs';

const { ok } = await run('astro', process.argv.slice(2));
process.exitCode = ok ? 0 : 1;
