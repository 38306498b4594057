// npm run train -- digits | classifier | noisy-classifier | gan | pupil | vae | vae-spatial | vae-map | latent
// Trains one of the shipped networks from the packed digits, on the book's own kernel, and writes its weights and their manifest to
// public/weights. Stopped (Ctrl-C) or killed, it goes on where it was when it is started again; its state is in .cache/train.
// Options: --fresh begins anew; --minutes N stops after N minutes of this run, keeping the state.
// The name of a recorded experiment (ablation, claims, gan-rules, rivals, small-data, tuning) does what npm run record does with it.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/train/main.ts');
// What answers a page's questions keeps a port open: the program ends when the command has.
process.exit(await main.train(process.argv.slice(2)));
