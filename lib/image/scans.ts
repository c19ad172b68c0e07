/**
 * How many scans a JPEG has: a progressive one is told in several, of which each may take a decoder over the whole
 * picture, however few bytes it has.
 *
 * It reads on wherever libjpeg does, over junk between segments too, so that nothing hides a scan from it.
 *
 * @returns 0 for what is no JPEG. Source: ITU-T T.81, annex B.
 */
export function countScans(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let scans = 0;
  let at = file.indexOf(PREFIX, 2);
  while (at !== -1 && at + 3 < file.length) {
    const marker = file.readUInt8(at + 1);
    if (marker === EOI) break;
    if (marker === SOS) scans += 1;
    at = file.indexOf(PREFIX, at + lengthOf(marker, file, at));
  }
  return scans;
}

const PREFIX = 0xff;
const EOI = 0xd9;
const SOS = 0xda;

/** Of a marker and what belongs to it. */
function lengthOf(marker: number, file: Buffer, at: number): number {
  // It may be the prefix of the next.
  if (marker === PREFIX) return 1;
  return isBare(marker) ? 2 : 2 + Math.max(2, file.readUInt16BE(at + 2));
}

/** Whether nothing belongs to it: a stuffed byte, what libjpeg skips alone, restart markers and the start of an image. */
function isBare(marker: number): boolean {
  return marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8);
}
