/**
 * Decompresses with the platform's own `DecompressionStream` (browsers and Node 18+). `what` names the data in errors.
 * Throws `Error` when the stream is cut short or damaged.
 */
export async function inflate(bytes: Uint8Array, format: 'gzip' | 'deflate-raw', what: string): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  try {
    const plain = source.pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  } catch (cause) {
    const kind = format === 'gzip' ? 'gzip' : 'deflate';
    throw new Error(`${what}: the ${kind} data is cut short or damaged (expected a complete ${kind} stream)`, {
      cause,
    });
  }
}
