const texts = new WeakMap<Response, string>();

/** Makes an answer whose text the server program finds again, so that it compresses the same text once for all clients. */
export function textResponse(text: string, headers: Readonly<Record<string, string>>): Response {
  const response = new Response(text, { headers });
  texts.set(response, text);
  return response;
}

/** The text of an answer; undefined for one that `textResponse` did not make. */
export function textOf(response: Response): string | undefined {
  return texts.get(response);
}
