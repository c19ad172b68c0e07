const listeners = new Set<(address: string) => void>();

/** Hears of it when somebody goes elsewhere, before the page is there. @returns how to hear of it no more */
export function onGoing(listener: (address: string) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** To be told before the router is: else a slider that comes to rest meanwhile would lead back. */
export function tellGoing(address: string): void {
  for (const listener of listeners) listener(address);
}

/** As the server writes it, which alone knows how such addresses begin. */
export function momentAddress(moments: string, at: number): string {
  return moments + new Date(at).toISOString();
}

let played: string | null = null;

/** The address of what is shown while the page's own is that of another moment; null while it is not. */
export function addressOfShown(): string | null {
  return played;
}

export function setAddressOfShown(address: string | null): void {
  played = address;
}
