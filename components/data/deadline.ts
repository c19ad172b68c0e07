/** A controller that aborts after `ms`. Browsers before Chromium 103 have no `AbortSignal.timeout`, before 116 no `any`. */
export function startDeadline(ms: number): AbortController {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller;
}
