/**
 * The shipped digits at build time, for first frames: asked by the very code that answers live. Imported by `.astro` files only;
 * nothing of it reaches the browser.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitsHash } from '../core/data/digits-sample';
import { checkManifest, readWeights } from '../core/image-network/weights-file';
import type {
  DdimDecoded,
  DdimDecodeSpec,
  DdimInversion,
  DdimInversionSpec,
  DigitGenerateSpec,
  DigitsGenerated,
  GanInversion,
  GanInversionSpec,
} from './digit-gan';
import type {
  DigitGuessSpec,
  DigitInspection,
  DigitInspectSpec,
  DigitJudgement,
  DigitJudgeSpec,
  DigitQuestion,
  DigitSampleSpec,
  DigitsSampled,
} from './digit-samples';
import { shippedNetworks, type ShippedName, type ShippedWeights } from './weights';
import { answerDigits } from './worker/digits/answer';
import { shippedDigits } from './worker/digits/shipped';

/** Programs that build the book are started at its root. */
const folder = join(process.cwd(), 'public/weights');

async function weightsOnDisk(name: ShippedName): Promise<ShippedWeights> {
  const network = shippedNetworks[name];
  const json: unknown = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  const manifest = checkManifest(json, network, digitsHash.toString(16).padStart(8, '0'));
  return { network, manifest, weights: readWeights(manifest, await readFile(join(folder, `${name}.bin`))) };
}

const networks = shippedDigits(['webgl', 'wasm', 'cpu'], 'simd', weightsOnDisk);
const answers = new Map<string, Promise<unknown>>();

const answered = (question: DigitQuestion): Promise<unknown> =>
  answerDigits(question, networks, { tell: () => {}, gone: () => false });

/** Once a build however many pages ask. */
function ask(question: DigitQuestion): Promise<unknown> {
  const key = JSON.stringify(question);
  const answer = answers.get(key) ?? answered(question);
  answers.set(key, answer);
  return answer;
}

export const sampledAtBuild = (spec: DigitSampleSpec) => ask({ kind: 'sample', spec }) as Promise<DigitsSampled>;
export const guessedAtBuild = (spec: DigitGuessSpec) => ask({ kind: 'guess', spec }) as Promise<Float32Array>;
export const inspectedAtBuild = (spec: DigitInspectSpec) => ask({ kind: 'inspect', spec }) as Promise<DigitInspection>;
export const generatedAtBuild = (spec: DigitGenerateSpec) =>
  ask({ kind: 'generate', spec }) as Promise<DigitsGenerated>;
export const ganInvertedAtBuild = (spec: GanInversionSpec) =>
  ask({ kind: 'invert-gan', spec }) as Promise<GanInversion>;
export const ddimInvertedAtBuild = (spec: DdimInversionSpec) =>
  ask({ kind: 'invert-ddim', spec }) as Promise<DdimInversion>;
export const ddimDecodedAtBuild = (spec: DdimDecodeSpec) => ask({ kind: 'decode-ddim', spec }) as Promise<DdimDecoded>;
/** Each time anew: thousands of pictures are no name for an answer. */
export const judgedAtBuild = (spec: DigitJudgeSpec) => answered({ kind: 'judge', spec }) as Promise<DigitJudgement>;
