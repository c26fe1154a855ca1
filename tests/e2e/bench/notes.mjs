// Notes of any size, of the shape of real episodes, for measuring.
import { readFile } from "node:fs/promises";

const EPISODE = new URL("../../../benches/episode.md", import.meta.url);

/** A line that stands once in the notes, in the middle: where the typing is measured. */
export const MIDDLE = "The middle of the notes";
/** The last line. */
export const END = "The end of the notes";

/** At least `nBytes` of episodes, one after the other. */
export async function notesOf(nBytes) {
  const episode = await readFile(EPISODE, "utf8");
  const nEpisodes = Math.ceil(nBytes / Buffer.byteLength(episode));
  const half = episode.repeat(Math.ceil(nEpisodes / 2));
  return `${half}\n- ${MIDDLE}\n\n${episode.repeat(Math.floor(nEpisodes / 2))}\n${END}\n`;
}
