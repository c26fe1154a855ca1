// GitHub-flavoured Markdown, without the HTML, CSS and JavaScript grammars that `markdown()` of lang-markdown brings
// along: a quarter of the bundle for colours inside raw HTML.

import { Language, LanguageSupport } from "@codemirror/language";
import { commonmarkLanguage } from "@codemirror/lang-markdown";
import { GFM } from "@lezer/markdown";
import { TolerantParser, bounds } from "./bounds.js";

const parser = commonmarkLanguage.parser.configure([GFM, bounds]);

const tolerant = new TolerantParser(parser, (error) => console.error(error));

// With commonmarkLanguage's `data`, because list continuation asks for it.
export const markdownLanguage = new LanguageSupport(new Language(commonmarkLanguage.data, tolerant, [], "markdown"));
