/** Older ones have no Promise.withResolvers: Livewall would start on them, and fail at its first hook. */
const OLDEST = 22;

/** What is wrong of the Node that this process runs on; null when nothing is. @param version such as 24.1.0 */
export function faultOfNode(version: string): string | null {
  if (Number(version.split(".", 1)[0]) >= OLDEST) return null;
  return `Livewall cannot start on Node.js ${version}: it needs ${OLDEST} or later, such as the one that npm start brings.`;
}
