/** What the answers to requests read of them. A Request of the web has it, and so have requests of Node's own server. */
export type Incoming = {
  /** An absolute address or a path, with its query. */
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
  readonly body: IncomingBody | null;
  /** The address at the other end of the socket; missing where it is not known. */
  readonly remoteAddress?: string | undefined;
};

export type IncomingBody = {
  readonly getReader: () => BodyReader;
  readonly cancel: () => Promise<void>;
};

type BodyReader = {
  readonly read: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  readonly cancel: () => Promise<void>;
};

/** The parameters of a request's address. */
export function parametersOf({ url }: Pick<Incoming, "url">): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start === -1 ? "" : url.slice(start + 1).replace(/#.*$/s, ""));
}
