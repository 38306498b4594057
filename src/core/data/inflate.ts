/**
 * Decompresses with the platform's own `DecompressionStream` (browsers and Node 18+). `what` names the data in errors. Reading
 * stops after the first piece beyond `most` bytes: a few megabytes can unpack to gigabytes. Throws `Error` when the stream is cut short or damaged.
 */
export async function inflate(
  bytes: Uint8Array | Blob,
  format: 'gzip' | 'deflate-raw',
  what: string,
  most = Infinity,
): Promise<Uint8Array> {
  const source = (bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>])).stream();
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        const kind = format === 'gzip' ? 'gzip' : 'deflate';
        throw new Error(`${what}: the ${kind} data is cut short or damaged (expected a complete ${kind} stream)`, {
          cause,
        });
      });
      if (done) return joined(parts, length);
      parts.push(value);
      length += value.length;
      if (length > most) return joined(parts, length);
    }
  } finally {
    // Of what is left nothing more is unpacked.
    reader.cancel().catch(() => undefined);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
