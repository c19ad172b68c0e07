import { methodNotAllowed } from "#lib/http/problem.ts";
import type { Log } from "#lib/http/log.ts";
import { isPictureAsText, parseHttpEvent, toAnswer, toRequest, type LambdaAnswer } from "./http-event.ts";

/**
 * Makes a Lambda handler that answers with the receiver. Lambda freezes the process after the answer. Work that is left,
 * such as the preview of a frame that was answered at its deadline, goes on with the next hook.
 */
export function createHandler(
  receive: (request: Request) => Promise<Response>,
  log: Log,
): (event: unknown) => Promise<LambdaAnswer> {
  return async (event) => {
    const http = parseHttpEvent(event);
    if (http.method !== "POST") return toAnswer(methodNotAllowed("POST")());
    if (isPictureAsText(http)) {
      log("picture-as-text", {
        level: "error",
        detail:
          "The gateway made text of the picture, so its signature cannot match: declare image/jpeg binary.",
      });
    }
    return toAnswer(await receive(toRequest(http)));
  };
}
