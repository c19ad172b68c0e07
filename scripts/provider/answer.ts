/** What the provider answers: a status and a body. */
export type Answer = { readonly status: number; readonly body: unknown };

export function success(data: unknown): Answer {
  return { status: 200, body: { status: "success", data } };
}

/** What a client did wrong; also what is not found. */
export function fail(data: unknown): Answer {
  return { status: 400, body: { status: "fail", data } };
}

export const UNAUTHORIZED: Answer = {
  status: 403,
  body: { data: { message: "Unauthorized" }, status: "fail" },
};
