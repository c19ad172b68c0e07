/** A button in a message, for a few seconds. */
export type ToastAction = { readonly label: string; readonly run: () => void };

/**
 * Shows a message at the bottom of the window and has screen readers announce it. It takes the place of the last one and
 * goes away by itself. Its code is loaded on use; if that fails, there is no message.
 */
export function showToast(text: string, action?: ToastAction): void {
  import("./toaster.tsx").then(
    ({ show }) => show(text, action),
    () => undefined,
  );
}

/** Ends a message whose action no longer makes sense. Another message, which took its place, stays. */
export function endToast(text: string): void {
  import("./toaster.tsx").then(
    ({ end }) => end(text),
    () => undefined,
  );
}
