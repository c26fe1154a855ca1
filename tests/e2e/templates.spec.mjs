// The author's own templates: written, kept, arranged, exchanged; by keyboard.
import { expect, test } from "./support/test.mjs";

const EPISODE = `# Lantern Radio 58

**Ada #1:** [**Caches**](https://caches.example/)

- fast

**Bob #2:** [**Queues**](https://queues.example/)

- fair
`;

/** Opens the list of templates from the palette. */
async function manage(app) {
  const { page } = app;
  await app.press("Control+k");
  await page.keyboard.type("manage templates");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Templates" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Writes a template from the list, by keyboard. */
async function write(app, name, body) {
  const { page } = app;
  await page.getByRole("button", { name: "New template" }).press("Enter");
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type(name);
  await page.getByLabel("What is inserted").fill(body);
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(page.getByRole("button", { name, exact: true })).toBeFocused();
}

const nameField = (page) => page.getByRole("textbox", { name: "Name", exact: true });
const names = (dialog) => dialog.locator("[data-template]").allTextContents();

test("a template that was written shows its result, is kept, and is inserted", async ({ app, page }) => {
  await app.start(EPISODE);
  const dialog = await manage(app);
  await dialog.getByRole("button", { name: "New template" }).press("Enter");
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type("Quote");
  await page.getByLabel("What is inserted").fill("## {{host}} #{{number}}: {{quote|To be}}\n\n> {{quote}}\n\nfrom {{source}}");
  const result = page.getByRole("region", { name: "The result" });
  await expect(result.getByRole("heading")).toHaveText("Ada #3: To be");
  await expect(result.getByRole("blockquote")).toHaveText("To be");
  await expect(result.locator("mark")).toHaveText(["To be", "To be", "Source"]);
  await expect(result.getByTitle("source")).toHaveText("Source");
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  // The list shows what is stored.
  await expect(dialog.locator("[data-template]").filter({ hasText: "Quote" }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await page.reload();
  // The page may still be reading the templates.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await app.press("Control+End", "Control+Enter");
    await expect(app.menuItems.filter({ hasText: "Quote" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("quo");
  await page.keyboard.press("Enter");
  await app.type("or not");
  await app.press("Tab");
  await app.type("him");
  await expect.poll(() => app.text()).toBe(`${EPISODE}\n## Ada #3: or not\n\n> or not\n\nfrom him\n`);
});

test("a template of a segment is not lost by Escape", async ({ app, page }) => {
  await app.start(EPISODE);
  await expect(app.draftName).toHaveValue("Lantern Radio 58");
  await app.segments.first().getByRole("button").first().focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Make a template of it…" }).press("Enter");
  await expect(nameField(page)).toBeFocused();
  await expect(nameField(page)).toHaveValue("Caches");
  await expect(page.getByRole("combobox", { name: /^Show/ })).toHaveValue("Lantern Radio");
  await expect(page.getByLabel("What is inserted")).toHaveValue("**{{host}} #{{number}}:** [**{{title}}**]({{url}})\n\n- fast\n");
  await page.keyboard.press("End");
  await page.keyboard.type(" etc.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert").filter({ hasText: "not saved" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save it" })).toBeFocused();
  await expect(nameField(page)).toHaveValue("Caches etc.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Lantern Radio" })).toHaveText(/Caches etc\./);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("templates are arranged by keys, and what is deleted comes back", async ({ app, page }) => {
  await app.start(EPISODE);
  const dialog = await manage(app);
  for (const name of ["One", "Two"]) await write(app, name, "{{title}}");
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(async () => (await names(dialog)).slice(0, 2)).toEqual(["Two", "One"]);
  const [one, two] = ["One", "Two"].map((name) => page.getByRole("button", { name, exact: true }));
  await expect(two).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(one).toBeFocused();
  await page.keyboard.press("End");
  await expect(dialog.locator("[data-template]").last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(two).toBeFocused();
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await names(dialog))[0]).toBe("One");
  await dialog.getByRole("button", { name: "Undo" }).press("Enter");
  await expect.poll(async () => (await names(dialog)).slice(0, 2)).toEqual(["Two", "One"]);
  await page.getByRole("button", { name: "One", exact: true }).press("Delete");
  await page.keyboard.press("Escape");
  await app.messages.getByRole("button", { name: "Undo" }).press("Enter");
  await manage(app);
  await expect.poll(async () => (await names(dialog)).slice(0, 2)).toEqual(["Two", "One"]);

  await dialog.getByRole("button", { name: "More for Joke" }).press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.type("hide");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Joke" })).toContainText("hidden");
  await page.keyboard.press("Escape");
  await app.press("Control+Enter");
  await expect(page.getByRole("menuitem", { name: "Two", exact: true })).toBeFocused();
  await expect(page.getByRole("menuitem", { name: "Joke" })).toHaveCount(0);
});

test("templates go to a file and come from one, and another file is refused", async ({ app, page }) => {
  await app.start(EPISODE);
  const dialog = await manage(app);
  await write(app, "One", "**{{host}}**");
  const file = await app.download(() => dialog.getByRole("button", { name: "Export" }).press("Enter"));
  const written = { format: "rundown-templates", version: 1, templates: [{ name: "One", body: "**{{host}}**\n", show: null }] };
  expect([file.name, JSON.parse(file.text)]).toEqual(["rundown-templates.json", written]);

  const choose = (text) => {
    const chosen = { name: "templates.json", mimeType: "application/json", buffer: Buffer.from(text) };
    return page.getByTestId("template-import").setInputFiles(chosen);
  };
  await choose(EPISODE);
  await expect(dialog.getByRole("alert").filter({ hasText: "Nothing was imported: it is not JSON" })).toBeVisible();
  await choose(JSON.stringify({ format: "rundown-backup", version: 1 }));
  await expect(dialog.getByRole("alert").filter({ hasText: "it is a backup of all drafts" })).toBeVisible();
  const others = [{ name: "<b>Two</b>", body: "x", __proto__: null, id: "topic" }, { name: "Three", body: 3 }];
  await choose(JSON.stringify({ ...written, templates: [...written.templates, ...others] }));
  const preview = page.getByTestId("template-import-preview");
  await expect(preview).toContainText("1 template will be added: “<b>Two</b>”.");
  await expect(preview).toContainText("1 is here already.");
  await expect(preview).toContainText("“Three” cannot be imported: it is not in the format of a template.");
  await dialog.getByRole("button", { name: "Add them" }).press("Enter");
  await expect.poll(async () => (await names(dialog)).slice(0, 2)).toEqual(["One", "<b>Two</b>"]);
});

test("Escape goes one step back, and the focus goes where it was", async ({ app, page }) => {
  await app.start(EPISODE);
  const dialog = await manage(app);
  const newTemplate = dialog.getByRole("button", { name: "New template" });
  const joke = dialog.getByRole("button", { name: "Joke", exact: true });
  for (const opener of [newTemplate, joke]) {
    await opener.press("Enter");
    await expect(nameField(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  }
  await newTemplate.press("Enter");
  await expect(nameField(page)).toBeFocused();
  const body = page.getByLabel("What is inserted");
  await body.fill("{{title}}");
  const question = dialog.getByRole("alert").filter({ hasText: "not saved" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Save it" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(body).toBeFocused();
  await expect(question).toBeHidden();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard it" }).press("Enter");
  await expect(newTemplate).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("what keeps a template from being saved is said at its field", async ({ app, page }) => {
  await app.start(EPISODE);
  const dialog = await manage(app);
  await write(app, "Tea", "{{title}}");
  await dialog.getByRole("button", { name: "New template" }).press("Enter");
  const said = async (field, message) => {
    await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(message);
  };
  await said(nameField(page), "Give the template a name.");
  await page.keyboard.type("tEA");
  await said(page.getByLabel("What is inserted"), /^Write the text that is to be inserted\. /);
  await page.keyboard.type("x");
  await said(nameField(page), "There is already a template “tEA”. Give this one another name.");
  await page.keyboard.type(" 2");
  await expect(nameField(page)).toHaveAttribute("aria-invalid", "false");
});
