/** Networks the reader keeps in this browser (IndexedDB), by name. */
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

export interface KeptNetwork {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: Uint8Array;
  /** What it is, in words for the reader. */
  readonly note?: string;
}

let store: UseStore | null = null;
const networks = (): UseStore => (store ??= createStore('diffusion-live', 'networks'));

/** Rejects with a sentence for the reader where the browser gives no storage (a private window, a full disk). */
export async function keepNetwork(name: string, bytes: Uint8Array, savedAt: number, note?: string): Promise<void> {
  await storing(() =>
    set(name, { name, savedAt, bytes, ...(note !== undefined && { note }) } satisfies KeptNetwork, networks()),
  );
}

export async function keptNetwork(name: string): Promise<KeptNetwork | null> {
  return (await storing(() => get<KeptNetwork>(name, networks()))) ?? null;
}

/** All of them, the newest first. */
export async function keptNetworks(): Promise<KeptNetwork[]> {
  const all = await storing(() => entries<string, KeptNetwork>(networks()));
  return all.map(([, kept]) => kept).sort((a, b) => b.savedAt - a.savedAt);
}

export async function forgetNetwork(name: string): Promise<void> {
  await storing(() => del(name, networks()));
}

async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`This browser could not store the network (${why}); save it to a file instead.`);
  }
}
