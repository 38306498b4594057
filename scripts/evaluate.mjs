// npm run evaluate: measures the shipped networks of digits anew: npm run record -- digits-evaluation, then gan-evaluation.
// For 5, 10, 20 and 50 evaluations and guidance 0, 0.5, 1, 2 and 4: 2,000 samples with the classes of the held-out digits, judged by the shipped classifier. Takes some ten
// minutes; stopped, it goes on where it was. Options: --quick 999 samples at 10 evaluations and guidance 0, 1, 2 only, printed and not
// written; --fresh forgets what was measured; --sheet FILE.png writes the first hundred samples at guidance 1 as a picture.
// Then the shipped GAN in the same way, and the spread of both models' samples within a class: a minute or two. --gan does that alone.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/record/main.ts');
process.exitCode = await main.evaluate(process.argv.slice(2));
