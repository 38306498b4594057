// npm run train -- digits | classifier | noisy-classifier | gan | ablation [NAME …] | small-data | gan-rules
// Trains one of the shipped networks from the packed digits, on the book's own kernel, and writes its weights and their manifest to
// public/weights. Stopped (Ctrl-C) or killed, it goes on where it was when it is started again; its state is in .cache/train.
// ablation trains the live network 18 times, each time with the same few pictures and without a part of it, and writes src/site/digits-ablation.json.
// small-data trains the live diffusion network and the live GAN 15 times each, on few digits or on one class, and writes src/site/small-data.json.
// gan-rules plays the collapsing game of chapter 14 with one thing changed at a time and writes src/site/gan-rules.json.
// Options: --fresh begins anew; --minutes N stops after N minutes of this run, keeping the state.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/train/main.ts');
process.exitCode = await main.train(process.argv.slice(2));
