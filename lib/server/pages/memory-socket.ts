import { Socket } from "node:net";

/** A connection that keeps in memory what is written to it. */
export class MemorySocket extends Socket {
  readonly #chunks: Buffer[] = [];

  /** All that was written. */
  written(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override _write(
    chunk: Buffer | string,
    encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ) {
    this.#chunks.push(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
    callback();
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], callback: () => void) {
    for (const { chunk, encoding } of chunks) this._write(chunk, encoding, () => undefined);
    callback();
  }
}
