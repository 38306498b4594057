import { fileOf, type RecordedExperiment } from '../../src/record/record';
import { recordNames, records, type RecordName } from '../../src/record/index';
import { at, write } from '../train/files';
import { tell } from './kept';
import { written, type Measurement } from './measurement';
import { recordOptions, type RecordOptions } from './options';

const modules = import.meta.glob<{ readonly measurement: Measurement<unknown> }>('./measure/*.ts');

export const isRecord = (name: string): name is RecordName => Object.hasOwn(records, name);

/** How a record is measured. Throws where its module is missing. */
export async function measurementOf(name: RecordName): Promise<Measurement<unknown>> {
  const load = modules[`./measure/${name}.ts`];
  if (!load)
    throw new Error(`scripts/record/measure/${name}.ts is missing (expected it to say how ${name} is measured)`);
  return (await load()).measurement;
}

/** The command: measures what is not in .cache yet and writes the record's file. Returns the exit status. */
export async function record(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (!isRecord(name)) {
    process.stderr.write(`record what? ${name || 'nothing'} (expected ${recordNames.join(', ')})\n`);
    return 2;
  }
  let options: RecordOptions;
  try {
    options = recordOptions(rest);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const how = await measurementOf(name);
  const experiment: Pick<RecordedExperiment<unknown>, 'name' | 'parse'> = records[name];
  return how.measure(options, (found) => {
    if (options.print) return;
    const text = written(found, how);
    // A record that its own readers would refuse is not written.
    experiment.parse(JSON.parse(text));
    const path = options.quick ? `.cache/record/${name}.json` : fileOf(experiment);
    write(at(path), text);
    tell(`${path} is written`);
  });
}

/** `npm run evaluate`: both models, or with --gan the GAN alone. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const rest = args.filter((arg) => arg !== '--gan');
  const status = args.includes('--gan') ? 0 : await record(['digits-evaluation', ...rest]);
  return status === 0 ? record(['gan-evaluation', ...rest]) : status;
}
