// The one list of acts: what a person does, in whichever engine. An act is its name and what is done and seen in it.
//
// A new one goes into the list of one of the files below. `npm test --prefix tests/engines -- webkit dialog`, after
// `. .ci/env`, does those with "dialog" in their name in WebKit.
//
// Each begins with nothing stored, and none needs another. Whatever goes wrong on the page meanwhile fails it, too.
import { filing } from "./acts/filing.mjs";
import { finding } from "./acts/finding.mjs";
import { hostile } from "./acts/hostile.mjs";
import { segments } from "./acts/segments.mjs";
import { windows } from "./acts/windows.mjs";
import { writing } from "./acts/writing.mjs";

export const acts = [writing, segments, filing, finding, windows, hostile].flat();
