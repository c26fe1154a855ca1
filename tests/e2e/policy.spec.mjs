// What the page's policy lets in.
import { expect, test } from "./support/test.mjs";

test("no style element counts, and the editor looks as it should", async ({ app, page, faults }) => {
  await app.start("# Tea\n");
  await expect(page.locator("style")).toHaveCount(0);
  const line = page.locator(".cm-line").first();
  // CodeMirror's own rule, its theme's, and one of the app's that counts against them.
  await expect(line).toHaveCSS("white-space", "break-spaces");
  await expect(page.locator(".cm-cursor").first()).toHaveCSS("border-left-color", "rgb(176, 53, 28)");
  await expect(page.locator(".cm-scroller")).toHaveCSS("scrollbar-width", "thin");
  const lines = await page.locator(".cm-scroller").evaluate((scroller) => {
    const { lineHeight, fontSize } = getComputedStyle(scroller);
    return parseFloat(lineHeight) / parseFloat(fontSize);
  });
  expect(lines).toBeCloseTo(1.7, 1);

  faults.expect(/style-src-elem|inline style/);
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.nonce = "codemirror";
    style.textContent = ".cm-line { padding-left: 77px !important }";
    document.head.append(style);
  });
  await expect(line).toHaveCSS("padding-left", "22.5px");
});
