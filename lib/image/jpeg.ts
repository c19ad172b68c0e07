export type JpegSize = { readonly width: number; readonly height: number };

/**
 * Looks at the structure of a JPEG without decoding it: it must begin and end as one, and have a frame header.
 *
 * @returns its size in pixels, or null when it is no whole JPEG. Source: ITU-T T.81, annex B.
 */
export function inspectJpeg(bytes: Uint8Array): JpegSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== SOI || !endsWithEoi(bytes)) return null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === FILL) {
      at += 1;
      continue;
    }
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || marker === SOS) return null;
    if (isFrameHeader(marker)) return readSize(view, at, length);
    at += 2 + length;
  }
  return null;
}

const SOI = 0xffd8;
const EOI = Buffer.from([0xff, 0xd9]);
const SOS = 0xda;
const FILL = 0xff;

/** SOF0 to SOF15, less the three that are tables or reserved (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** TEM and the restart markers carry no length. */
function isStandalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

function readSize(view: DataView, at: number, length: number): JpegSize | null {
  if (length < 8 || at + 9 > view.byteLength) return null;
  const size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  return size.width > 0 && size.height > 0 ? size : null;
}

/** How much may follow the end marker: some encoders pad or add a few bytes, which every decoder passes over. */
const MAX_TRAILER_BYTES = 1024;

/** Within the scan an 0xff is always followed by zero or a restart marker, so this finds the true end only. */
function endsWithEoi(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = tail.lastIndexOf(EOI);
  return end !== -1 && bytes.length - end - EOI.length <= MAX_TRAILER_BYTES;
}
