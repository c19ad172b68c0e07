const INTERACTIONS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Scrolls once the page is long enough: the browser gives up before the first poll brings the end of a long wall.
 */
export function restoreScroll(y: number): void {
  const isLongEnough = () => document.body.scrollHeight >= y + innerHeight;
  if (isLongEnough()) return;
  const observer = new ResizeObserver(() => {
    if (!isLongEnough()) return;
    scrollTo(0, y);
    cancel();
  });
  // A viewer who does something else meanwhile stays where they are.
  for (const interaction of INTERACTIONS) addEventListener(interaction, cancel);
  observer.observe(document.body);
  function cancel() {
    observer.disconnect();
    for (const interaction of INTERACTIONS) removeEventListener(interaction, cancel);
  }
}
