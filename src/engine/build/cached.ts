/**
 * First frames kept from one build to the next, under `.cache/first-frames/`. A frame is known by what it was computed from: the figure,
 * its inputs, and the code. Not for the browser.
 *
 * The code is marked once, before anything of it is loaded (`markCode`), and read again whenever a frame is fetched or kept: where it has
 * changed in between, what is loaded may be older or newer than what lies on the disk, and frames are computed as if nothing were kept.
 * Several processes may fill the same folder: one claims a frame, the others wait for it.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { codeOf, type Code } from './code.ts';

/** In the environment, as the program that builds and the code that it loads share nothing else. */
const variable = 'FIRST_FRAMES';
const digestBytes = 32;
/** Frames that no build has asked for in so long are thrown away. */
const keptFor = 30 * 24 * 3600e3;
/** A claim this old is nobody's: no frame takes so long. */
const claimedFor = 30 * 60e3;

interface Mark {
  readonly root: string;
  readonly code: Code;
}

/** Notes the code as it is now: from here on, in this process and those that it starts, frames are kept under the project's folder. */
export function markCode(root: string): void {
  const mark: Mark = { root, code: codeOf(root) };
  process.env[variable] = JSON.stringify(mark);
  const folder = folderOf(mark);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > keptFor) rmSync(path, { force: true });
  }
}

const folderOf = ({ root }: Mark): string => join(root, '.cache/first-frames');

/**
 * What `compute` gives, from an earlier time where it was kept. `inputs` are all that it depends on besides code; values are copied by
 * structured clone, so they are plain data and typed arrays. Where no code was marked (in tests), it is computed each time.
 */
export async function cached<T>(figure: string, inputs: unknown, compute: () => T | Promise<T>): Promise<T> {
  const given = process.env[variable];
  if (given === undefined) return compute();
  const mark = JSON.parse(given) as Mark;
  const own = mark.code.figures[figure];
  if (own === undefined) throw new RangeError(`no folder of a figure ${figure} (expected one in components/figure)`);
  if (!unchanged(mark, figure)) return compute();
  const key = createHash('sha256')
    .update(mark.code.shared)
    .update(own)
    .update(serialize(inputs))
    .digest('hex')
    .slice(0, 32);
  const path = join(folderOf(mark), `${figure}-${key}`);
  for (;;) {
    const found = kept(path);
    if (found) return found.value as T;
    if (claim(path)) break;
    await wait(50);
  }
  try {
    const value = await compute();
    if (unchanged(mark, figure)) keep(path, value);
    return value;
  } finally {
    rmSync(`${path}.claim`, { force: true });
  }
}

function unchanged({ root, code }: Mark, figure: string): boolean {
  const now = codeOf(root);
  return now.shared === code.shared && now.figures[figure] === code.figures[figure];
}

/** Undefined where there is none, or where it is damaged. */
function kept(path: string): { readonly value: unknown } | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  const payload = bytes.subarray(digestBytes);
  if (!digestOf(payload).equals(bytes.subarray(0, digestBytes))) return undefined;
  const now = new Date();
  utimesSync(path, now, now);
  return { value: deserialize(payload) };
}

/** Whole or not at all, whoever reads meanwhile. */
function keep(path: string, value: unknown): void {
  const payload = serialize(value);
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, Buffer.concat([digestOf(payload), payload]));
  renameSync(part, path);
}

const digestOf = (payload: Uint8Array): Buffer => createHash('sha256').update(payload).digest();

/** Whether this process may compute it now: no other that lives is doing so. */
function claim(path: string): boolean {
  const file = `${path}.claim`;
  try {
    const handle = openSync(file, 'wx');
    writeFileSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch {
    if (!living(file)) rmSync(file, { force: true });
    return false;
  }
}

function living(file: string): boolean {
  const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined || Date.now() - since > claimedFor) return false;
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Just made, not yet written: whoever made it is alive.
    if (pid === 0) return Date.now() - since < 1000;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
