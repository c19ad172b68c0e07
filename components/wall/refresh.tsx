/** As often as the provider sends. */
const SECONDS = 30;

/** Without JavaScript, the page loads itself anew. */
export function RefreshWithoutScript() {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(SECONDS)} />
    </noscript>
  );
}
