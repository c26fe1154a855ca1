// The build under test, served as any static host would: plain files below some folder.
import { fileURLToPath } from "node:url";

import { serve } from "../../../.ci/serve.mjs";

/** The folder of the build. */
export const BUILD = process.env.RUNDOWN_DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));

/** Serves the build below `base`, on a free port. */
export async function siteAt(base) {
  const server = await serve(BUILD, 0, base);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, url: origin + base, close };
}
