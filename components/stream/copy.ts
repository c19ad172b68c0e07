import { showToast } from "#components/ui/toast.tsx";

/** Copies a text and says so. @returns false if the browser blocks it */
export async function copy(text: string, message: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(message);
    return true;
  } catch {
    return false;
  }
}
