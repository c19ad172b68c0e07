import { Socket, type SocketConstructorOpts } from "node:net";

/** A connection that keeps in memory what is written to it. */
export class MemorySocket extends Socket {
  readonly #chunks: Buffer[] = [];

  constructor() {
    // A server's own sockets tell an answer when it may go on. This one never lets it wait.
    const options: SocketConstructorOpts & { writableHighWaterMark: number } = {
      writableHighWaterMark: Number.MAX_SAFE_INTEGER,
    };
    super(options);
  }

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
