// Does every act in every engine, one after the other, on the release build; or some: `node run.mjs [engine…] [word…]`.
//
// What fails is told with the engine, the act and what was expected; the last line says how many passed.
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { acts } from "./acts.mjs";
import { App } from "./app.mjs";
import { Elsewhere } from "./elsewhere.mjs";
import { same } from "./eventually.mjs";
import { Site } from "./site.mjs";

const ENGINES = ["chromium", "firefox", "webkit"];
const USUAL_SIZE = [1400, 900];
const PICTURES = fileURLToPath(new URL("results", import.meta.url));

async function main(words) {
  const chosen = ENGINES.filter((engine) => words.includes(engine));
  const parts = words.filter((word) => !ENGINES.includes(word));
  const wanted = acts.filter(({ name }) => parts.every((part) => name.includes(part)));
  rmSync(PICTURES, { recursive: true, force: true });
  const world = { site: await Site.open(), elsewhere: await Elsewhere.open() };
  const results = [];
  for (const engine of chosen.length > 0 ? chosen : ENGINES) {
    console.log(engine);
    results.push(await resultOf(engine, wanted, world));
  }
  world.site.close();
  world.elsewhere.close();
  report(results);
}

function report(results) {
  const failures = results.flatMap(({ failures }) => failures);
  const [nPassed, nFailed] = ["nPassed", "nFailed"].map((which) =>
    results.reduce((sum, result) => sum + result[which], 0),
  );
  if (nFailed > 0) console.log(["", "What failed:", ...failures, ""].join("\n"));
  for (const result of results)
    console.log(
      `${result.engine}: ${result.nPassed} of ${result.nPassed + result.nFailed} acts in ${result.seconds} s`,
    );
  console.log(`${nPassed} passed, ${nFailed} failed`);
  process.exitCode = nFailed > 0 ? 1 : 0;
}

/** What came of the acts in one engine. */
async function resultOf(engine, wanted, world) {
  const start = Date.now();
  const failures = [];
  let nPassed = 0;
  const note = (failure) => (failure ? failures.push(failure) : (nPassed += 1));
  await runIn(engine, wanted, world, note).catch((error) =>
    failures.push(`${engine} could not be used: ${error.stack}`),
  );
  return {
    engine,
    failures,
    nPassed,
    nFailed: wanted.length - nPassed,
    seconds: Math.round((Date.now() - start) / 1000),
  };
}

/**
 * Does the acts in one engine, and notes of each how it failed, or nothing. An engine that dies, which no page can keep it
 * from, is started anew once, for the same act.
 */
async function runIn(engine, wanted, world, note) {
  let stage = await stageIn(engine, world);
  let hasDied = false;
  try {
    for (const act of wanted) {
      let failure = await outcome(engine, act, stage);
      if (failure && !hasDied && !(await isAlive(stage.driver))) {
        hasDied = true;
        console.log(`  – ${engine} itself has died: it is started anew, and the act done again`);
        await stage.driver.close();
        stage = await stageIn(engine, world);
        failure = await outcome(engine, act, stage);
      }
      note(failure);
    }
  } finally {
    await stage.driver.close();
  }
}

async function stageIn(engine, { site, elsewhere }) {
  const { start } = await import(`./drivers/${engine}.mjs`);
  const driver = await start({ proxyPort: elsewhere.port });
  return { app: new App(driver, site), driver, elsewhere };
}

/** Whether the page still answers, however it is. */
function isAlive(driver) {
  return driver.evaluate(() => true).catch(() => false);
}

/** Does an act. Returns how it failed, in words, or null. */
async function outcome(engine, act, stage) {
  const start = Date.now();
  const error = await perform(act, stage).then(
    () => null,
    (error) => error,
  );
  console.log(`  ${error ? "✗" : "✓"} ${act.name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (!error) return null;
  const picture = await pictured(engine, act, stage.driver);
  return `${engine}: “${act.name}”\n    ${error.message}\n    ${picture}`;
}

/** One act, and whether anything happened meanwhile that must never happen. */
async function perform(act, { app, driver, elsewhere }) {
  await driver.resize(...(act.size ?? USUAL_SIZE));
  driver.takeSaid();
  elsewhere.takeAsked();
  await act.perform(app, elsewhere);
  same("what the page notes of errors, offences and what ran", await app.evaluate(() => probe.takeNoted()), []);
  same("what the browser says on its console", driver.takeSaid(), []);
  same("whom it asked for something", elsewhere.takeAsked(), []);
}

/** Takes a picture of what has failed, and says where it is. */
async function pictured(engine, act, driver) {
  mkdirSync(PICTURES, { recursive: true });
  const picture = `${PICTURES}/${engine}-${act.name.replace(/[^a-z0-9]+/gi, "-")}.png`;
  return driver.screenshot(picture).then(
    () => `picture: ${picture}`,
    (error) => `no picture: ${error.message}`,
  );
}

await main(process.argv.slice(2));
