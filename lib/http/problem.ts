/** An error answer as RFC 9457 has it, without a `type`: the title says it all. */
export type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export function problem({ status, title, detail, headers }: Problem): Response {
  return Response.json(
    { title, status, ...(detail === undefined ? {} : { detail }) },
    {
      status,
      headers: { ...headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    },
  );
}

/** A route handler for every method that a route does not take. */
export function methodNotAllowed(allow: string): () => Response {
  return () => problem({ status: 405, title: "Method not allowed", headers: { Allow: allow } });
}
