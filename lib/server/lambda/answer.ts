/** An answer as Function URLs, HTTP APIs (formats 1.0 and 2.0) and REST APIs all take it. */
export type LambdaAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Always false: every answer of the receiver is text, also where image types are declared binary. */
  readonly isBase64Encoded: false;
};

export async function answerOf(response: Response): Promise<LambdaAnswer> {
  const headers = Object.fromEntries(response.headers);
  // The connection is the gateway's own; a REST API would send it on under another name.
  delete headers.connection;
  return { statusCode: response.status, headers, body: await response.text(), isBase64Encoded: false };
}
