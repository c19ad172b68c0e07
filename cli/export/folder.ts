import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileName } from "./frames.ts";
import type { Picture } from "./picture.ts";

/** Writes each picture as a file; one that is there with all its bytes stays. */
export async function exportFolder(pictures: AsyncIterable<Picture>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for await (const { frame, jpeg } of pictures) {
    const file = path.join(folder, fileName(frame));
    const bytesThere = await stat(file).then(
      ({ size }) => size,
      () => null,
    );
    if (bytesThere === jpeg.byteLength) continue;
    await writeFile(`${file}.part`, jpeg);
    await rename(`${file}.part`, file);
  }
}
