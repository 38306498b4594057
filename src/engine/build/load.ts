/** Loads the half of a kind that is used when the book is built, by its name. */
export async function buildHalfOf<M>(kind: string): Promise<M> {
  return (await import(`../kinds/${kind}/build.ts`)) as M;
}
