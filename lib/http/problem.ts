/** An error answer (RFC 9457) without a `type`. */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * The headers of answers of a few bytes: no cache keeps them, and Next does not compress them (RFC 9111, 5.2.2.6). It does
 * not know their length, and would spend 0.8 ms and 256 KB on a gzip stream for three bytes.
 */
export const SHORT = { "Cache-Control": "no-store, no-transform" } as const;

export function problem({ status, title, detail, headers }: Problem): Response {
  return Response.json(
    { title, status, ...(detail === undefined ? {} : { detail }) },
    { status, headers: { ...headers, ...SHORT, "Content-Type": "application/problem+json" } },
  );
}

/** Makes the handler of all other methods of a route. */
export function methodNotAllowed(allow: string): () => Response {
  return () => problem({ status: 405, title: "Method not allowed", headers: { Allow: allow } });
}
