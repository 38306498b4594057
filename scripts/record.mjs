// npm run record -- NAME: measures one of the book's recorded experiments (src/record) and writes it to src/record/NAME.json; without a name it says which there are.
// Options, for those that can: --fresh begins anew; --print writes nothing, and with it --seeds N and --from S try other seeds than the record's; --quick measures a few;
// --minutes N stops after N minutes. What was stopped goes on when the same command is given again.
import { runTypeScript } from './typescript.mjs';

const main = await runTypeScript('scripts/record/main.ts');
// What answers a page's questions keeps a port open: the program ends when the command has.
process.exit(await main.record(process.argv.slice(2)));
