// The page's policy is the last wall, not the first: nothing that is shown or read makes it step in, and no style but the
// app's own counts.
import { expect, test } from "./support/test.mjs";

const FAR = "https://far.example/";

/** What fetches in one element or another, once it is in a page. */
const FETCHING = {
  captions: `<video><track default src="${FAR}a"></video><audio controls><track default kind="captions" src="${FAR}b"></audio>`,
  "captions in a template": `<template><video><track default src="${FAR}c"></video></template>`,
  "captions between others": `<div><video src="${FAR}d" autoplay><source src="${FAR}e"><track src="${FAR}f" default></video></div>`,
  "sound and film": `<video src="${FAR}g" poster="${FAR}h" preload="auto"></video><audio src="${FAR}i" preload="auto"></audio>`,
  pictures: `<img src="${FAR}j" srcset="${FAR}k 2x"><picture><source srcset="${FAR}l"><img alt="x"></picture><input type="image" src="${FAR}m">`,
  drawings: `<svg><image href="${FAR}n"/><use href="${FAR}o#a"/><feImage href="${FAR}p"/><script href="${FAR}q"></script></svg>`,
  links: `<link rel="preload" as="image" href="${FAR}r"><link rel="stylesheet" href="${FAR}s"><link rel="icon" href="${FAR}t">`,
  frames: `<iframe src="${FAR}u"></iframe><object data="${FAR}v"></object><embed src="${FAR}w">`,
  backgrounds: `<body background="${FAR}x"><table background="${FAR}y"><tr><td>x</td></tr></table></body>`,
};

test("nothing is fetched from HTML that is shown, pasted or exported", async ({ app, page, faults }) => {
  await app.start();
  for (const [name, html] of Object.entries(FETCHING)) {
    await app.write(html);
    await app.export("HTML");
    await app.paste("plain", `${html}<p><b>rich</b></p>`);
    // What is fetched after all is fetched once nothing runs any more.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(faults.take(), name).toEqual([]);
  }
});

test("no style element counts, and the editor looks as it should", async ({ app, page, faults }) => {
  await app.start("# Tea\n");
  await expect(page.locator("style")).toHaveCount(0);
  const line = page.locator(".cm-line").first();
  // CodeMirror's own rule, its theme's, and one of the app's that counts against them.
  await expect(line).toHaveCSS("white-space", "break-spaces");
  await expect(app.editor).toHaveCSS("caret-color", "rgb(176, 53, 28)");
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
