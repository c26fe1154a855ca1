// What Node's implementation of the WHATWG's standard for URLs says is the host of many addresses, most of them disguised:
// `hosts.json`, against which `src/markdown/web_host.rs` is tested.
//
//   node make.mjs > hosts.json
import { domainToUnicode } from "node:url";

/** What a protocol-relative address is read on. */
const PAGE = "https://page.example/";

const HOSTS = [
  "a.example", "A.Example", "www.a.example", "a.example.", "a..example", ".a.example", "a_b.example", "a-.example", "-a.example",
  "a--b.example", "localhost", "a.example:80", "a.example:443", "a.example:8080", "a.example:", "a.example:99999", "a.example:08080",
  "a.example:x", "a.example:+80", ":80", "", "a b.example", "a\tb.example", "a\nb.example", "a\u00a0b.example", "a%2eexample",
  "a%2Eexample", "%61.example", "a%2fb.example", "a%40b.example", "a%zz.example", "a%.example", "a%00b.example", "a%c3%a9.example",
  "a%ff.example", "köln.example", "KÖLN.example", "éa.example", "straße.example", "ａ.example", "a。example", "a．example", "аpple.example",
  "a\u00adb.example", "a\u200db.example", "a\u202eb.example", "a\u0301.example", "Å.example", "ſ.example", "ⅷ.example", "ﬁ.example", "凧.example",
  "þ.example", "ð.example", "ñandú.example", "ÿ.example", "aüb.example:8080", "xn--kln-sna.example", "XN--KLN-SNA.example", "xn--a.example",
  "xn--ü.example", "a|b.example", "a^b.example", "a<b.example", "a{b.example", "a*b.example", "a'b.example", 'a"b.example', "a`b.example",
  "a,b.example", "a;b.example", "a=b.example", "a&b.example", "a!b.example", "a$b.example", "a(b).example", "a~b.example", "a+b.example",
  "1.2.3.4", "1.2.3.4.", "1.2.3", "1.2.3.256", "01.2.3.4", "0x7f.1", "0x", "a.0x", "a.1", "1.a", "2130706433", "1.2.3.4.5", "[::1]", "[::1]:80",
  "[::ffff:1.2.3.4]", "[::1", "::1", "[a]", "a]b.example", "a.example\u007f", "a.example\u0080", "a.example\u0001", "0", "09.a", "a.09", "a.0xg",
];
const BEFORE = ["https://", "http://", "HTTPS://", "//", "\\\\", "/\\", "https:\\\\", "https:/\\", "https:////", "ht\ntps:/\t/", " https://", "\u0001https://"];
const PARTS = ["https:", "https:/", "http:", "https:\\", "/", "", "ftp://", "javascript://", "https//", "https :// "];
const USERS = ["good.example@", "good.example:443@", "good.example%2f@", "good@good@", "@", ":@", "good.example\\@", "good.example/@", "good.example?@", "good.example#@"];
const BEHIND = ["/", "/x", "?@good.example", "#@good.example", "\\@good.example", "\\good.example", "/@good.example", " ", "\t", "%2f@good.example"];

function* addresses() {
  for (const host of HOSTS) yield `https://${host}/x`;
  for (const before of BEFORE) for (const host of ["a.example", "a.example:80", "a.example:443", "köln.example"]) yield before + host;
  for (const before of PARTS) yield `${before}a.example/x`;
  for (const user of USERS) for (const host of ["evil.example", "evil.example:8080", "köln.example", ""]) yield `https://${user}${host}/`;
  for (const before of ["https://", "//", "\\/"]) for (const user of ["", "good.example@", "good.example\\@"]) for (const behind of BEHIND) yield `${before}${user}evil.example${behind}`;
}

function hostsOf(address) {
  const url = URL.canParse(address, PAGE) ? new URL(address, PAGE) : null;
  // What leads to the page itself names no host.
  if (!/^https?:$/.test(url?.protocol) || url.host === new URL(PAGE).host) return null;
  return [url.host, url.host.replace(url.hostname, domainToUnicode(url.hostname))];
}

const lines = [...new Set(addresses())].map((address) => JSON.stringify([address, hostsOf(address)]));
// In ASCII: no editor and no reader is misled by what is in them.
console.log(`[\n${lines.join(",\n").replace(/[^\n -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n]`);
