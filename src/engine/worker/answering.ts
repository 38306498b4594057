/** Questions find their answers here, whatever the kind. */
import { BackendLostError } from '../../net/trainer';
import type { Answer, Listener, Standing } from './half';

/** Answers one question. Throws a `RangeError` for one that the kind does not know. */
export function answered<Of>(
  answers: object,
  question: string,
  spec: unknown,
  of: Of,
  listener: Listener<unknown>,
): unknown {
  const known = answers as Readonly<Record<string, Answer<unknown, unknown, unknown, Of>>>;
  if (!Object.hasOwn(known, question))
    throw new RangeError(`unknown question: ${question} (expected ${Object.keys(known).join(', ') || 'none'})`);
  return known[question].answer(known[question].check(spec), of, listener);
}

/**
 * Answers without a run, by `of`. A backend that disappears meanwhile is replaced by `renew`, and the work begun again, once.
 */
export function standing<Of>(answers: object, of: Of, renew?: (of: Of) => void): Standing {
  return async (question, spec, listener) => {
    const attempt = () => answered(answers, question, spec, of, listener);
    try {
      return await attempt();
    } catch (error) {
      if (!renew || !(error instanceof BackendLostError)) throw error;
      renew(of);
      return attempt();
    }
  };
}
