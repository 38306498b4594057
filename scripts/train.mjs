// npm run train -- digits | classifier | noisy-classifier | gan | ablation [NAME …] | gan-rules | small-data | rivals
// Trains one of the shipped networks from the packed digits, on the book's own kernel, and writes its weights and their manifest to
// public/weights. Stopped (Ctrl-C) or killed, it goes on where it was when it is started again; its state is in .cache/train.
// ablation trains the live network 18 times, each time with the same few pictures and without a part of it, and writes src/site/digits-ablation.json; gan-rules plays the
// collapsing game of chapter 14 with one thing changed at a time and writes src/site/gan-rules.json; small-data trains both live models on few digits, several
// seeds each, and writes src/site/small-data.json; rivals measures both shipped models beside each other and writes src/site/rivals.json.
// Options: --fresh begins anew; --minutes N stops after N minutes of this run, keeping the state.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/train/main.ts');
// What answers a page's questions keeps a port open: the program ends when the command has.
process.exit(await main.train(process.argv.slice(2)));
