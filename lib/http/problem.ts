/** An error answer as RFC 9457 has it, without a `type`: the title says it all. */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Of answers of a few bytes: no cache keeps them, and nobody compresses them (RFC 9111, 5.2.2.6). To Next, which does not
 * know how long an answer is, each would be worth a gzip stream: 0.8 ms and 256 KB for three bytes.
 */
export const SHORT = { "Cache-Control": "no-store, no-transform" } as const;

export function problem({ status, title, detail, headers }: Problem): Response {
  return Response.json(
    { title, status, ...(detail === undefined ? {} : { detail }) },
    {
      status,
      headers: { ...headers, ...SHORT, "Content-Type": "application/problem+json" },
    },
  );
}

/** A route handler for every method that a route does not take. */
export function methodNotAllowed(allow: string): () => Response {
  return () => problem({ status: 405, title: "Method not allowed", headers: { Allow: allow } });
}
