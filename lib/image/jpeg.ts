export type JpegSize = { readonly width: number; readonly height: number };

/** A JPEG's size in pixels. A progressive one has several scans, each of which may take a decoder over all pixels. */
export type Jpeg = JpegSize & { readonly scans: number };

const SOI = 0xffd8;
const END = Buffer.from([0xff, 0xd9]);
const PREFIX = 0xff;
const EOI = 0xd9;
const SOS = 0xda;

/** Some encoders add padding or a few bytes after the end marker. Every decoder skips them. */
const MAX_TRAILER_BYTES = 1024;

/**
 * Reads the structure of a JPEG without decoding it. It must begin and end as one, and have a frame header before its
 * first scan, with nothing between the segments. After the frame header it reads on over junk, as libjpeg does, so that
 * nothing hides a scan.
 *
 * @returns null for anything else than a whole JPEG. Source: ITU-T T.81, annex B.
 */
export function inspectJpeg(bytes: Uint8Array): Jpeg | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 4 || file.readUInt16BE(0) !== SOI || !hasEnd(file)) return null;
  const header = findFrameHeader(file);
  return header && { ...header.size, scans: countScans(file, header.end) };
}

/** Twice as many as the largest unit of a JPEG has: libvips finds an error only some lines later. */
const MORE_LINES = 64;
/** Cameras and codecs write at most a fifth of a byte for each pixel of a picture of 720 lines. */
const DENSE_BYTES_PER_PIXEL = 0.25;

/**
 * Copies a JPEG with a frame header that claims more lines. A decoder then misses data, unless the JPEG has more than it
 * should.
 *
 * @returns null for a JPEG that has no more bytes than are usual for its size
 */
export function claimMoreLines(
  jpeg: Uint8Array,
): { readonly jpeg: Uint8Array; readonly lines: number } | null {
  const file = Buffer.from(jpeg);
  const header = findFrameHeader(file);
  if (header === null) return null;
  const { width, height } = header.size;
  const lines = height + MORE_LINES;
  if (file.length < width * height * DENSE_BYTES_PER_PIXEL || lines > 0xffff) return null;
  file.writeUInt16BE(lines, header.at + HEIGHT_OFFSET);
  return { jpeg: file, lines };
}

function findFrameHeader(file: Buffer): { size: JpegSize; at: number; end: number } | null {
  let next = 2;
  for (;;) {
    const at = file[next] === PREFIX ? findPrefix(file, next) : -1;
    if (at === -1 || at + 3 >= file.length) return null;
    const marker = file[at + 1] ?? EOI;
    const length = readLength(file, at, marker);
    if (marker === EOI || marker === SOS || length === null) return null;
    if (isFrameHeader(marker)) {
      const size = readSize(file, at, length);
      return size && { size, at, end: at + length };
    }
    next = at + length;
  }
}

function countScans(file: Buffer, from: number): number {
  let scans = 0;
  let next = from;
  for (;;) {
    const at = findPrefix(file, next);
    if (at === -1 || at + 3 >= file.length) return scans;
    const marker = file[at + 1] ?? EOI;
    if (marker === EOI) return scans;
    if (marker === SOS) scans += 1;
    next = at + (readLength(file, at, marker) ?? MIN_LENGTH);
  }
}

/** A native search costs as much as a look at dozens of bytes. */
const NEAR_BYTES = 32;

/**
 * Returns the place of the next prefix that is no fill byte; -1 for none. A native search for each of millions of stuffed
 * bytes or markers would block the process for most of a second.
 */
function findPrefix(file: Buffer, from: number): number {
  const far = Math.min(from + NEAR_BYTES, file.length);
  let at = from;
  while (at < far && file[at] !== PREFIX) at += 1;
  if (at >= far) at = file.indexOf(PREFIX, far);
  if (at !== -1) while (file[at + 1] === PREFIX) at += 1;
  return at;
}

/** Of a marker and the shortest segment that has a length. */
const MIN_LENGTH = 4;

/** The length of a marker and its segment; null for a segment that is shorter than its own length. */
function readLength(file: Buffer, at: number, marker: number): number | null {
  // Stuffed bytes, reserved markers, restart markers and the start of an image have no segment.
  if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return 2;
  const length = file.readUInt16BE(at + 2);
  return length < 2 ? null : 2 + length;
}

/** SOF0 to SOF15, without the three that are tables or reserved (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** In bytes from the marker. */
const HEIGHT_OFFSET = 5;
const WIDTH_OFFSET = 7;

function readSize(file: Buffer, at: number, length: number): JpegSize | null {
  if (length < 10 || at + 9 > file.length) return null;
  const size = { width: file.readUInt16BE(at + WIDTH_OFFSET), height: file.readUInt16BE(at + HEIGHT_OFFSET) };
  return size.width > 0 && size.height > 0 ? size : null;
}

/** In a scan, 0xff is always followed by zero or a restart marker, so this finds only the end of the image. */
function hasEnd(file: Buffer): boolean {
  const end = file.lastIndexOf(END);
  return end !== -1 && file.length - end - END.length <= MAX_TRAILER_BYTES;
}
