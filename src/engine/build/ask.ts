/** Questions to the kinds that stand without a run, answered when the book is built by the very code that answers live. Not for the browser. */
import type { AnswerOf, QuestionOf, SpecOf, StandingKind } from '../kinds';
import type { Standing } from '../worker/half';
import type { StandingModule } from './half';
import { buildHalfOf } from './load';

const standing = new Map<string, Promise<Standing>>();
const answers = new Map<string, Promise<unknown>>();
/** Numbers of a spec from which on it is no name for its answer: such questions are answered each time anew. */
const many = 20_000;

/** Once a build however many pages ask. */
export async function askAtBuild<K extends StandingKind, Q extends QuestionOf<K>>(
  kind: K,
  question: Q,
  spec: SpecOf<K, Q>,
): Promise<AnswerOf<K, Q>> {
  const found = standing.get(kind) ?? buildHalfOf<StandingModule>(kind).then(({ stand }) => stand());
  standing.set(kind, found);
  const ask = await found;
  const answered = () => ask(question, spec, { tell: () => {}, gone: () => false }) as Promise<AnswerOf<K, Q>>;
  if (numbersOf(spec) >= many) return answered();
  const key = JSON.stringify([kind, question, spec]);
  const known = (answers.get(key) as Promise<AnswerOf<K, Q>> | undefined) ?? answered();
  answers.set(key, known);
  return known;
}

/** How many numbers the typed arrays of a spec hold. */
function numbersOf(spec: unknown): number {
  return Object.values(spec ?? {}).reduce<number>((sum, value) => sum + (isNumbers(value) ? value.length : 0), 0);
}

const isNumbers = (value: unknown): value is Float32Array => ArrayBuffer.isView(value);
