/** Lets a menu close by Escape, and when the viewer goes elsewhere by pointer or key. Loaded when one is opened. */
export function closeOnLeave(menu: HTMLDetailsElement): void {
  const end = new AbortController();
  const { signal } = end;
  const close = () => menu.removeAttribute("open");
  const isOutside = (target: EventTarget | null) => target instanceof Node && !menu.contains(target);
  addEventListener("pointerdown", ({ target }) => isOutside(target) && close(), { signal });
  menu.addEventListener("focusout", ({ relatedTarget }) => isOutside(relatedTarget) && close(), { signal });
  menu.addEventListener("toggle", () => !menu.open && end.abort(), { signal });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    menu.querySelector("summary")?.focus();
  };
  // Before the keys of the page.
  addEventListener("keydown", onKey, { signal, capture: true });
}
