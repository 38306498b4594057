/**
 * The ledger: every recorded experiment, and the one place from which a number that was measured comes into the book. Read when the book is
 * built and by the tests; pages load none of it.
 */
import { ablation } from './ablation';
import { askedInWords } from './asked-in-words';
import { cascade } from './cascade';
import { claimsRecord } from './claims';
import { clip } from './clip';
import { couplings } from './couplings';
import { digitPupil } from './digit-pupil';
import { digitSets } from './digit-sets';
import { digitsEvaluation } from './digits-evaluation';
import { fewSteps } from './few-steps';
import { ganEvaluation } from './gan-evaluation';
import { ganRules } from './gan-rules';
import { inversionRecord } from './inversion';
import { latent } from './latent';
import { fileOf, type DataOf, type RecordedExperiment } from './record';
import { methods } from './methods';
import { panorama } from './panorama';
import { pfgmDigits } from './pfgm-digits';
import { posteriorDimension } from './posterior-dimension';
import { posteriors } from './posteriors';
import { restore } from './restore';
import { rivals } from './rivals/index';
import { robustnessRecord } from './robustness';
import { sdedit } from './sdedit';
import { shipped, shippedNames } from './shipped';
import { translation } from './translation';
import { trials } from './trials';
import { tuning } from './tuning';
import { search } from './search';
import { smallData } from './small-data/index';
import { verification } from './verification';

/** Each is written to `src/record/NAME.json` by `npm run record -- NAME`. */
export const records = {
  ablation,
  cascade,
  claims: claimsRecord,
  clip,
  couplings,
  'digit-pupil': digitPupil,
  'digit-sets': digitSets,
  'digits-evaluation': digitsEvaluation,
  'few-steps': fewSteps,
  'gan-evaluation': ganEvaluation,
  'gan-rules': ganRules,
  inversion: inversionRecord,
  latent,
  methods,
  panorama,
  'pfgm-digits': pfgmDigits,
  'posterior-dimension': posteriorDimension,
  posteriors,
  restore,
  rivals,
  robustness: robustnessRecord,
  sdedit,
  search,
  'small-data': smallData,
  translation,
  tuning,
  verification,
  words: askedInWords,
} as const;

/** The records, what the manifests of the shipped networks say, and the log of trials. */
export const ledger = { ...records, shipped, trials } as const;

export type RecordName = keyof typeof records;
export type LedgerName = keyof typeof ledger;
export const recordNames = Object.keys(records) as readonly RecordName[];
export const ledgerNames = Object.keys(ledger) as readonly LedgerName[];

const files = import.meta.glob<unknown>('./*.json', { eager: true, import: 'default' });
const manifests = import.meta.glob<unknown>('../../public/weights/*.json', { eager: true, import: 'default' });

/** A record's file as JSON; of `shipped`, the manifests by name. Undefined where a command has not been run. */
function jsonOf(name: LedgerName): unknown {
  if (name !== 'shipped') return files[`./${name}.json`];
  return Object.fromEntries(shippedNames.map((one) => [one, manifests[`../../public/weights/${one}.json`]]));
}

const parsed = new Map<LedgerName, unknown>();

/** What was recorded. Throws where nothing was, or where it is not as its shape has it; the sentence names the command. */
export function recorded<N extends LedgerName>(name: N): DataOf<(typeof ledger)[N]> {
  if (!parsed.has(name)) {
    const json = jsonOf(name);
    if (json === undefined)
      throw new Error(`${fileOf({ name })} is missing (expected it from: ${ledger[name].command})`);
    parsed.set(name, ledger[name].parse(json));
  }
  return parsed.get(name) as DataOf<(typeof ledger)[N]>;
}

/** A recorded number or sentence by its name, as the prose shows it. Throws where there is none, naming those that there are. */
export function said(name: LedgerName, value: string): string {
  if (!Object.hasOwn(ledger, name)) throw new Error(`no such record: ${name} (expected ${ledgerNames.join(', ')})`);
  const { sentences } = ledger[name] as RecordedExperiment<unknown>;
  const sentence = Object.hasOwn(sentences, value) ? sentences[value] : undefined;
  if (!sentence)
    throw new Error(`the record ${name} has no ${value} (expected ${Object.keys(sentences).join(', ') || 'none'})`);
  return sentence(recorded(name));
}
