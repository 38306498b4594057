/**
 * Width and height of a picture from the first bytes of its file, before anything is decoded: PNG, GIF, JPEG, WebP, BMP and AVIF. Null
 * where the bytes are none of these, or too few to tell.
 */
export function pictureSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (bytes.length < 26) return null;
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (text(0, 3) === 'GIF') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(0, 2) === 'BM') return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return webp(view, text(12, 4));
  if (view.getUint16(0) === 0xffd8) return jpeg(view);
  if (text(4, 4) === 'ftyp') return avif(view, bytes);
  return null;
}

type Size = ReturnType<typeof pictureSize>;

/** Lossy, lossless and extended files each keep it elsewhere (RFC 9649). */
function webp(view: DataView, kind: string): Size {
  if (view.byteLength < 30) return null;
  if (kind === 'VP8X') {
    const of = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: of(24), height: of(27) };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** In the frame header (SOF0 to SOF15 but for the three that are tables), behind any number of other segments. */
function jpeg(view: DataView): Size {
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return null;
}

/** In the box `ispe` of the picture's properties (ISO/IEC 23008-12, 6.5.3). */
function avif(view: DataView, bytes: Uint8Array): Size {
  for (let at = 8; at + 16 <= bytes.length; at++) {
    if (view.getUint32(at) === 0x69737065) return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  }
  return null;
}
