// Notes that look like real ones.
import { readFileSync } from "node:fs";

/** An episode with five segments, whose labels have the shapes that authors use. */
export const EPISODE = readFileSync(new URL("../fixtures/episode.md", import.meta.url), "utf8");
