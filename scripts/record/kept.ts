import { existsSync, readFileSync } from 'node:fs';
import { at, write } from '../train/files';

/** What was measured before, from .cache: only where `identity`, all that decides it as text, is the same. */
export function kept<T>(path: string, identity: string): T | undefined {
  if (!existsSync(at(path))) return undefined;
  const before = JSON.parse(readFileSync(at(path), 'utf8')) as { readonly identity: string; readonly measured: T };
  return before.identity === identity ? before.measured : undefined;
}

export function keepForLater(path: string, identity: string, measured: unknown): void {
  write(at(path), JSON.stringify({ identity, measured }));
}

export const tell = (line: string): void => void process.stdout.write(`${line}\n`);
