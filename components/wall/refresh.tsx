/** The interval between two frames at the provider. */
const SECONDS = 30;

/** Reloads the page without JavaScript. */
export function RefreshWithoutScript() {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(SECONDS)} />
    </noscript>
  );
}
