import { methodNotAllowed } from "#lib/http/problem.ts";
import type { Log } from "#lib/http/log.ts";
import { answerOf, type LambdaAnswer } from "./answer.ts";
import { parseHttpEvent } from "./event.ts";
import { isPictureAsText, requestOf } from "./request.ts";

const refuseMethod = methodNotAllowed("POST");

/**
 * Makes a Lambda handler of the receiver. It resolves with the hook's answer. What is not done by then (the preview of a
 * frame that was answered because its time was over) is done when the next hook comes: Lambda freezes the process between.
 */
export function createHandler(
  receive: (request: Request) => Promise<Response>,
  log: Log,
): (event: unknown) => Promise<LambdaAnswer> {
  return async (event) => {
    const http = parseHttpEvent(event);
    if (http.method !== "POST") return answerOf(refuseMethod());
    if (isPictureAsText(http)) {
      log("picture-as-text", {
        level: "error",
        detail:
          "The gateway made text of the picture, so its signature cannot match: declare image/jpeg binary.",
      });
    }
    return answerOf(await receive(requestOf(http)));
  };
}
