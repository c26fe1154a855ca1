// GitHub-flavoured Markdown, without the HTML, CSS and JavaScript grammars that `markdown()` of lang-markdown brings
// along: a quarter of the bundle for colours inside raw HTML.

import { Language, LanguageSupport } from "@codemirror/language";
import { commonmarkLanguage } from "@codemirror/lang-markdown";
import { GFM } from "@lezer/markdown";

// With commonmarkLanguage's `data`, because list continuation asks for it.
const gfm = new Language(commonmarkLanguage.data, commonmarkLanguage.parser.configure(GFM), [], "markdown");

export const markdownLanguage = new LanguageSupport(gfm);
