// npm run train -- digits | classifier | noisy-classifier | gan | ablation [NAME …] | gan-rules | duel-tuning | small-data | rivals | claims
// Trains one of the shipped networks from the packed digits, on the book's own kernel, and writes its weights and their manifest to
// public/weights. Stopped (Ctrl-C) or killed, it goes on where it was when it is started again; its state is in .cache/train.
// The others record what the book shows, each into src/site/NAME.json: ablation (digits-ablation.json) trains the live network 18 times, each time with the same few
// pictures and without a part of it; gan-rules plays the collapsing game of chapter 14 with one thing changed at a time; duel-tuning tries 24 settings of each side of
// chapter 14's comparison at one budget; small-data trains both live models on digits 15 times each, on few digits or on one class; rivals measures both shipped models
// beside each other; claims puts those of chapter 16 to the test.
// Options: --fresh begins anew; --minutes N stops after N minutes of this run, keeping the state.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/train/main.ts');
// What answers a page's questions keeps a port open: the program ends when the command has.
process.exit(await main.train(process.argv.slice(2)));
