import type { WorkerHalf } from './half';

/** Loads the worker's half of a kind: the one place where a name becomes code. Rejects where there is no such kind. */
export async function halfOf(kind: string): Promise<WorkerHalf> {
  const { half } = (await import(`../kinds/${kind}/worker.ts`)) as { readonly half: WorkerHalf };
  return half;
}
