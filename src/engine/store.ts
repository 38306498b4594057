/** Networks the reader keeps in this browser (IndexedDB), by name. */
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

export interface KeptNetwork {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: Uint8Array;
  /** What it is, in words for the reader. */
  readonly note?: string;
  /** The page that kept it. */
  readonly by?: string;
}

/** This page, among the reader's tabs. */
const page = crypto.getRandomValues(new Uint32Array(2)).join('-');
const opened = Date.now();

/** Where a network goes that another tab kept under the same name while this page was open. */
const aside = (name: string): string => `${name}, from another tab`;

let store: UseStore | null = null;
const networks = (): UseStore => (store ??= createStore('diffusion-live', 'networks'));

/**
 * Keeps a network under a name, in the place of this page's or an earlier visit's. What another tab has kept there meanwhile is not
 * lost: it is laid aside, and `keptAside` finds it. Rejects with a sentence for the reader where the browser gives no storage (a
 * private window, a full disk).
 *
 * @returns whether something was laid aside
 */
export async function keepNetwork(name: string, bytes: Uint8Array, savedAt: number, note?: string): Promise<boolean> {
  return storing(async () => {
    const there = await get<KeptNetwork>(name, networks());
    const others = there?.by !== undefined && there.by !== page && there.savedAt >= opened ? there : null;
    if (others) await set(aside(name), { ...others, name: aside(name) } satisfies KeptNetwork, networks());
    const kept: KeptNetwork = { name, savedAt, bytes, by: page, ...(note !== undefined && { note }) };
    await set(name, kept, networks());
    return others !== null;
  });
}

/** What another tab kept under this name, and what came after it has not replaced. */
export function keptAside(name: string): Promise<KeptNetwork | null> {
  return keptNetwork(aside(name));
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
