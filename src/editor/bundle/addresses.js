// Where the addresses in raw HTML lead: the twin of src/markdown/links.rs, which judges those in Markdown.
//
// Invariant: whatever is not known to be harmless is "refused".

/** No SVG: it is a document that can hold scripts. */
const PICTURE = /^data:image\/(?:png|jpe?g|gif|webp|avif)[;,]/;

/** "fragment", "relative", "web", "call" (mail or telephone), "picture" (within the address itself) or "refused". */
export function kindOf(address) {
  if (address.startsWith("#")) return "fragment";
  const read = asReadByBrowsers(address);
  if (read.startsWith("//")) return "web";
  const scheme = /^[^/?#]*?(?=:)/.exec(read)?.[0];
  if (scheme === undefined) return "relative";
  if (scheme === "http" || scheme === "https") return "web";
  if (scheme === "mailto" || scheme === "tel") return "call";
  return PICTURE.test(read) ? "picture" : "refused";
}

/** The host that the browser goes to for a web address, for people to read; empty where it goes nowhere. */
export function hostOf(address) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return /^https?:$/.test(url?.protocol) ? url.host.replace(/^www\.(?=[^.]+\.)/, "") : "";
}

/** More is removed than browsers do: that errs on the side of refusing. */
function asReadByBrowsers(address) {
  return address.replace(/[\p{Cc}\s]/gu, "").replaceAll("\\", "/").toLowerCase();
}
