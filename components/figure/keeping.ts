/** What a reader may do to keep a network: in this browser, in a file, and back. Shared by the figures that train. */
import { signal, type Signal } from '@preact/signals';
import { keepNetwork, keptAside, keptNetwork } from '../../src/engine/store';

export interface Keeping {
  /** A sentence about what the reader just did, when it failed or needs saying. */
  readonly said: Signal<string | null>;
  /** What was done, when that is all there is to say. */
  readonly noted: Signal<string | null>;
  keep(): Promise<void>;
  recall(): Promise<void>;
  /** Another tab has kept one too, which waits beside this one. */
  readonly other: Signal<boolean>;
  recallOther(): Promise<void>;
  download(): Promise<void>;
  upload(file: File): Promise<void>;
  /** Does it, and says what it came to. */
  attempt(work: () => Promise<string | null>): Promise<void>;
}

export interface Kept {
  /** Under which name it is kept. */
  readonly id: string;
  /** Steps that it has learned for here: one that has learned nothing takes no other's place. */
  readonly learned: () => number;
  readonly save: () => Promise<Uint8Array>;
  readonly load: (bytes: Uint8Array) => Promise<void>;
  /** What it is, in words. */
  readonly name: () => string;
  /** Its file, without the ending. */
  readonly file: () => string;
}

export function createKeeping({ id, learned, save, load, name, file }: Kept): Keeping {
  const said = signal<string | null>(null);
  const noted = signal<string | null>(null);
  const other = signal(false);
  const attempt = async (work: () => Promise<string | null>) => {
    try {
      said.value = null;
      noted.value = null;
      noted.value = await work();
    } catch (error) {
      said.value = error instanceof Error ? error.message : String(error);
    }
  };
  return {
    said,
    noted,
    other,
    attempt,
    keep: () =>
      attempt(async () => {
        if (learned() === 0) return 'Nothing was kept: no network has learned here yet.';
        const both = await keepNetwork(id, await save(), Date.now(), name());
        other.value = both || other.peek();
        return `Kept in this browser: ${name()}.${both ? ' What another tab has kept is there beside it.' : ''}`;
      }),
    recall: () =>
      attempt(async () => {
        const kept = await keptNetwork(id);
        if (!kept) return 'No network of this figure is kept in this browser yet.';
        await load(kept.bytes);
        return 'The kept network is back.';
      }),
    recallOther: () =>
      attempt(async () => {
        const kept = await keptAside(id);
        if (!kept) return 'No other tab has kept a network of this figure.';
        await load(kept.bytes);
        return `The other tab’s network is here${kept.note ? `: ${kept.note}` : ''}.`;
      }),
    download: () =>
      attempt(async () => {
        const bytes = await save();
        const link = document.createElement('a');
        link.href = URL.createObjectURL(
          new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }),
        );
        link.download = `${file()}.net`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
        return null;
      }),
    upload: (given) =>
      attempt(async () => {
        await load(new Uint8Array(await given.arrayBuffer()));
        return `Loaded ${given.name}.`;
      }),
  };
}
