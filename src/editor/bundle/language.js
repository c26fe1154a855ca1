// GitHub-flavoured Markdown, without the HTML, CSS and JavaScript grammars that `markdown()` of lang-markdown brings
// along: a quarter of the bundle for colours inside raw HTML.

import { Language, LanguageSupport } from "@codemirror/language";
import { commonmarkLanguage } from "@codemirror/lang-markdown";
import { GFM } from "@lezer/markdown";
import { TolerantParser, bounds } from "./bounds.js";

const parser = commonmarkLanguage.parser.configure([GFM, bounds]);

/** `tell` is given what the parser throws. */
export function markdownLanguage(tell) {
  // With commonmarkLanguage's `data`, because list continuation asks for it.
  return new LanguageSupport(new Language(commonmarkLanguage.data, new TolerantParser(parser, tell), [], "markdown"));
}
