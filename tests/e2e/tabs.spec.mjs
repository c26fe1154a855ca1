// The same drafts in two tabs: each sees what the other does, and neither takes anything from the other.
import { expect, test } from "./support/test.mjs";
import { FIXED_SEED } from "./soak/random.mjs";
import { tabsTrial } from "./soak/tabs.mjs";
import { storageThatWaits, tabThatIsDeaf } from "./support/storage.mjs";

/** `make soak` goes through more of them. */
const N_PARTS = 3;
const N_INTERLEAVINGS = 4;

const elsewhere = (app) => app.page.getByTestId("elsewhere");

/** The app in another tab, which lies in front. */
async function otherTab(app) {
  const other = new app.constructor(await app.page.context().newPage(), app.url);
  await other.open();
  return other;
}

/** The app in another window of the same browser. */
async function otherWindow(app) {
  const other = await app.beside();
  await other.open();
  return other;
}

/** The app with a shared draft, and in another window; neither hears anything of the other from then on. */
async function besideDeafWindow(app) {
  await app.start("# Shared\n");
  await app.saved();
  const other = await app.beside();
  await other.page.addInitScript(tabThatIsDeaf);
  await other.open();
  await expect(other.draftName).toHaveValue("Shared");
  await app.press("Control+End");
  // At once: what is typed letter by letter may be saved as more than one revision.
  await app.paste("Typed in the first tab.");
  await app.saved();
  // Else it may bring both together before it is reloaded.
  await app.page.evaluate(() => addEventListener("storage", (event) => event.stopImmediatePropagation(), true));
  return other;
}

/** Waits until the editors of all `apps` have the same text, with all `words` in it; returns it. */
async function agreed(apps, ...words) {
  for (const word of words) {
    for (const app of apps) await expect(app.editor).toContainText(word);
  }
  const lines = (app) => app.editor.locator(".cm-line").allTextContents();
  await expect(async () => {
    const texts = await Promise.all(apps.map(lines));
    for (const text of texts) expect(text).toEqual(texts[0]);
  }).toPass({ timeout: 5_000 });
  for (const app of apps) await app.saved();
  const texts = [];
  for (const app of apps) texts.push(await app.text());
  expect(new Set(texts).size).toBe(1);
  return texts[0];
}

test.describe("the same draft in two tabs", () => {
  const NOTES = "# Shared\n\nFirst part.\n\nSecond part.\n\nThird part.\n";
  let other;

  test.beforeEach(async ({ app }) => {
    await app.start(NOTES);
    await app.saved();
    await expect(elsewhere(app)).toBeHidden();
    other = await otherWindow(app);
    await expect(other.draftName).toHaveValue("Shared");
  });

  test("is said in both at once, until one of them is closed", async ({ app }) => {
    await expect(elsewhere(other)).toBeVisible();
    await expect(elsewhere(app)).toBeVisible();
    await expect(elsewhere(other)).toContainText(/tab/i);
    await other.page.close();
    await expect(elsewhere(app)).toBeHidden();
  });

  test("is no longer said when one of them turns to another draft", async ({ app }) => {
    await expect(elsewhere(app)).toBeVisible();
    await other.newDraft("# Mine alone");
    await expect(elsewhere(app)).toBeHidden();
    await expect(elsewhere(other)).toBeHidden();
    await other.openDraft("Shared");
    await expect(elsewhere(app)).toBeVisible();
    await expect(elsewhere(other)).toBeVisible();
  });

  test("shows in one what is typed in the other, in notes and preview, also in a tab behind it", async ({ app }) => {
    await other.page.close();
    other = await otherTab(app);
    await app.page.bringToFront();
    await app.press("Control+End");
    await app.type("\nTyped here.");
    await expect(other.editor).toContainText("Typed here.");
    await expect(other.preview).toContainText("Typed here.");
    await other.press("Control+End");
    await other.type(" And there.");
    expect(await agreed([app, other], "Typed here. And there.")).toBe(`${NOTES}\nTyped here. And there.`);
  });

  test("leaves the cursor of one at its letters, whatever the other types before and behind it", async ({ app }) => {
    await other.writeMarked("# Shared\n\nIn the |middle.\n");
    await agreed([app, other], "In the middle.");
    await app.press("Control+Home", "ArrowDown");
    await app.type("Before.\n");
    await app.press("Control+End");
    await app.type("Behind.");
    await agreed([app, other], "Before.", "Behind.");
    expect(await other.marked()).toBe("# Shared\nBefore.\n\nIn the |middle.\nBehind.");
  });

  test("takes what is typed in both at the same time at different places", async ({ app, page }) => {
    await app.press("Control+Home", "ArrowDown", "ArrowDown", "End");
    await other.press("Control+End");
    const slowly = { delay: 40 };
    await Promise.all([
      page.keyboard.type(" Alpha beta gamma delta epsilon.", slowly),
      other.page.keyboard.type("Omega psi chi phi upsilon.", slowly),
    ]);
    const text = await agreed([app, other], "Alpha beta gamma delta epsilon.", "Omega psi chi phi upsilon.");
    expect(text).toBe(`${NOTES.replace("First part.", "First part. Alpha beta gamma delta epsilon.")}Omega psi chi phi upsilon.`);
    await page.reload();
    expect(await app.text()).toBe(text);
  });

  test("keeps both when the same line is typed in at the same time", async ({ app, page }) => {
    const place = ["Control+Home", "ArrowDown", "ArrowDown", "End"];
    await app.press(...place);
    await other.press(...place);
    await Promise.all([page.keyboard.type(" Alphabetically."), other.page.keyboard.type(" Omnipotently.")]);
    const text = await agreed([app, other], "Alphabetically.", "Omnipotently.");
    expect(text).toContain("Second part.\n\nThird part.\n");
  });

  test("undoes in one what was typed there, and nothing of the other", async ({ app }) => {
    await app.press("Control+End");
    await app.type("Mine.");
    await agreed([app, other], "Mine.");
    await other.press("Control+Home", "ArrowDown", "ArrowDown", "End");
    await other.type(" Theirs.");
    await agreed([app, other], "First part. Theirs.");
    await app.press("Control+z");
    await expect(app.editor).not.toContainText("Mine.");
    expect(await agreed([app, other], "Theirs.")).toBe(NOTES.replace("First part.", "First part. Theirs."));
    await app.press("Control+y");
    await agreed([app, other], "Theirs.", "Mine.");
  });

  test("takes a new name from one to the other", async ({ app }) => {
    await app.draftName.fill("Season opener");
    await app.draftName.press("Enter");
    await expect(other.draftName).toHaveValue("Season opener");
    await expect(other.draft("Season opener")).toBeVisible();
    await other.press("Control+End");
    await other.type("Typed under the new name.");
    await agreed([app, other], "Typed under the new name.");
    await expect(app.draftName).toHaveValue("Season opener");
  });

  test("is deleted in one: the other says so, and takes nothing away", async ({ app }) => {
    await app.chooseForDraft("Shared", "Delete");
    await expect(other.drafts.getByText("Deleted (1)")).toBeVisible();
    await app.messages.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(other.draft("Shared")).toBeVisible();
    await app.openDraft("Shared");
    expect(await app.text()).toBe(NOTES);
    await other.openDraft("Shared");
    expect(await other.text()).toBe(NOTES);
  });

  test("survives being deleted in one while the other types in it", async ({ app }) => {
    await other.press("Control+End");
    await Promise.all([other.page.keyboard.type("Typed all the same.", { delay: 30 }), app.chooseForDraft("Shared", "Delete")]);
    await other.page.waitForTimeout(1_500);
    await app.page.reload();
    const trash = app.drafts.getByText(/^Deleted/);
    await expect(app.draft("Shared").or(trash)).toBeVisible();
    if (await trash.isVisible()) {
      await trash.click();
      await app.chooseForDraft("the deleted Shared", "Restore");
    } else {
      await app.openDraft("Shared");
    }
    expect(await app.text()).toBe(`${NOTES}Typed all the same.`);
  });
});

test.describe("different drafts in two tabs", () => {
  let other;

  test.beforeEach(async ({ app }) => {
    await app.start("# One\n");
    await app.newDraft("# Two\n");
    await app.saved();
    other = await otherWindow(app);
    await other.openDraft("One");
    await expect(elsewhere(app)).toBeHidden();
  });

  test("do not disturb each other", async ({ app, page }) => {
    await app.press("Control+End");
    await other.press("Control+End");
    const slowly = { delay: 40 };
    await Promise.all([page.keyboard.type("All about two.", slowly), other.page.keyboard.type("All about one.", slowly)]);
    await app.saved();
    await other.saved();
    await expect(elsewhere(app)).toBeHidden();
    await expect(elsewhere(other)).toBeHidden();
    expect(await app.text()).toBe("# Two\nAll about two.");
    expect(await other.text()).toBe("# One\nAll about one.");
    await page.reload();
    await app.openDraft("One");
    expect(await app.text()).toBe("# One\nAll about one.");
    await app.openDraft("Two");
    expect(await app.text()).toBe("# Two\nAll about two.");
  });

  test("show in each other's list as they are named, made, deleted and brought back", async ({ app }) => {
    await app.press("Control+Home", "End");
    await app.type(" much");
    await expect(other.draft("Two much")).toBeVisible();
    await app.newDraft("# Three\n");
    await expect(other.draft("Three")).toBeVisible();
    await app.chooseForDraft("Three", "Delete");
    await expect(other.draft("Three")).toHaveCount(0);
    await other.drafts.getByText("Deleted (1)").click();
    await other.chooseForDraft("the deleted Three", "Restore");
    await expect(app.draft("Three")).toBeVisible();
    await app.openDraft("Three");
    expect(await app.text()).toBe("# Three\n");
  });

  test("are gone from both when one is deleted for good, and do not come back", async ({ app, page }) => {
    await app.chooseForDraft("One", "Delete");
    await app.drafts.getByText("Deleted (1)").click();
    await app.chooseForDraft("the deleted One", "Delete for good");
    await expect(app.drafts.getByText(/^Deleted/)).toHaveCount(0);
    await expect(other.drafts.getByText(/^Deleted/)).toHaveCount(0);
    await expect(other.draft("One")).toHaveCount(0);
    for (const tab of [other.page, page]) await tab.reload();
    for (const tab of [other, app]) {
      await expect(tab.draft("Two")).toBeVisible();
      await expect(tab.draft("One")).toHaveCount(0);
    }
  });
});

test("what another tab stores while this one is reading is listed here too", async ({ app }) => {
  await app.start("# Here before\n");
  await app.saved();
  const other = await app.beside();
  await other.page.addInitScript(storageThatWaits);
  await other.page.goto(other.url);
  await other.page.waitForFunction(() => window.hasRead);
  await app.newDraft("# Stored meanwhile\n");
  await app.saved();
  await app.chooseForDraft("Here before", "Delete");
  await app.saved();
  await other.page.evaluate(() => window.readOn());
  await expect(other.draft("Stored meanwhile")).toBeVisible();
  await expect(other.draft("Here before")).toHaveCount(0);
});

test("a tab in which only the cursor was moved takes nothing with it when it goes", async ({ app, page }) => {
  const other = await besideDeafWindow(app);
  await other.press("Control+Home", "ArrowRight");
  await other.page.close();
  await page.reload();
  await expect(app.draftName).toHaveValue("Shared");
  expect(await app.text()).toBe("# Shared\nTyped in the first tab.");
});

test("what two tabs wrote that did not hear of each other is all there, and said", async ({ app, page }) => {
  const other = await besideDeafWindow(app);
  await other.press("Control+End");
  await other.paste("Typed in the second.");
  await other.page.close();
  await page.reload();
  await expect(app.messages).toContainText("the other is in its history");
  expect(await app.text()).toBe("# Shared\nTyped in the second.");
  await app.chooseForDraft("Shared", "History…");
  await page.getByTestId("versions").getByText("Another copy, found when Rundown started").click();
  await expect(page.getByTestId("diff")).toContainText("Typed in the first tab.");
});

test("what is stored while another tab brings copies together is not written over", async ({ app }) => {
  const left = await besideDeafWindow(app);
  await left.press("Control+End");
  await left.paste("Typed in the second.");
  await left.page.close();
  const starting = await app.beside();
  await starting.page.addInitScript(storageThatWaits);
  await starting.page.goto(starting.url);
  await starting.page.waitForFunction(() => window.hasRead);
  await app.press("Control+End");
  await app.paste(" More.");
  await app.saved();
  await starting.page.evaluate(() => window.readOn());
  await expect(starting.editor).toContainText("More.");
  await app.page.reload();
  expect(await app.text()).toContain("More.");
});

for (let part = 1; part <= N_PARTS; part += 1) {
  test(`whatever two tabs do by turns or at once, no typed line is lost, part ${part} of ${N_PARTS}`, async ({ app }) => {
    test.slow();
    await app.open();
    const apps = [app, await otherWindow(app)];
    for (let n = 0; n < N_INTERLEAVINGS; n += 1) {
      const result = await tabsTrial(apps, FIXED_SEED + n);
      expect(result.broken, JSON.stringify(result)).toEqual([]);
    }
  });
}
