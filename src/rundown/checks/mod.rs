//! What is wrong with notes while it is cheap to mend, and how it is mended.
//!
//! Invariants: a check reads and never writes; code and quoted code are no prose, so nothing in them is debris.
//! A keystroke costs the blocks that it touched. A fix that is called safe takes its finding away, brings no other one,
//! and leaves outline and visible text as they are, but for what was wrong.
//!
//! In reading order: [`check`](Check) (the table of all checks), [`finding`](Finding), `anatomy` (a piece of notes taken
//! apart) with `lines`, [`live`](LiveChecks) (what is kept through edits), then the families, each with its finding and its
//! proposals to mend it: `fences`, `lists`, `asterisks`, `links`, `addresses`, `images`, `code`, `placeholders`,
//! `encoding` look at one block, `numbering`, `segments` and `hosts` at the outline; [`mending`](fix) and `promise` (from a finding to an edit
//! that keeps everything else), `stepping` (from one finding to the next).
//!
//! | Check | Example |
//! |---|---|
//! | `fence-swallows` | a label, or items with links, between two ` ``` ` |
//! | `unclosed-fence` | ` ``` ` with nothing but code below, to the end of the notes |
//! | `fence-breaks-list` | ` ``` ` at the margin right below `- fly` |
//! | `bullets-as-code` | `    - fly as high as you can` below a code block |
//! | `literal-asterisks` | `**Kites **fly` |
//! | `empty-bold` | `**Ann #1:** ****Kites` |
//! | `link-in-code` | `` `[Kites](https://a.example)` `` |
//! | `raw-link` | `\[Kites](https://a.example)` |
//! | `open-placeholder` | `[Title](url)`, `- Note` |
//! | `broken-encoding` | `itâ€™s` for `it’s` |
//! | `numbering` | `Ann #1`, `Ben #2`, `Ann #4`; `Ann #:` |
//! | `segment-without-title` | `Ann #3:` |
//! | `title-on-next-line` | `Ann #3:`, and below it `[Kites](https://a.example)` |
//! | `segment-without-link` | `Ann #3: Kites`, where the other topics have links |
//! | `empty-segment` | `Extras`, and below it nothing, or `- ` |
//! | `near-miss-host` | `Brain #3: Kites`, where `Brian` speaks too |
//! | `ghost-link` | `[:](https://a.example)` |
//! | `smart-quotes-in-code` | `` `print(“fly”)` `` |
//! | `image-without-alt` | `![](https://a.example/kite.png)` |
//! | `hot-linked-image` | `![Kite](https://paper-attachments.dropbox.com/kite.png)` |
//! | `host-pattern` | Ann, Ben, Ann, Ann, where it is Ann, Ben, Ann, Ben in the other drafts |
//! | `repeated-link` | `https://a.example/kites` in two segments |
//! | `address-as-text` | `[https://a.example](https://a.example)` |
//! | `bare-address` | `see https://a.example` |
//! | `insecure-link` | `[Kites](http://a.example)` |
//! | `tracking-parameters` | `[Kites](https://a.example/?utm_source=mail)` |
//! | `split-link` | `[Ki](https://a.example)[tes](https://a.example)` |
//! | `split-bold` | `**Ann** **#3:**` |
//! | `needless-escape` | `\[sic]` |
//! | `mixed-indent` | one item indented by a tab, the next one by four blanks |

mod addresses;
mod anatomy;
mod asterisks;
mod check;
mod code;
mod encoding;
mod fences;
mod finding;
mod hosts;
mod images;
mod lines;
mod links;
mod lists;
mod live;
mod mending;
mod numbering;
mod placeholders;
mod promise;
mod segments;
mod stepping;

pub use check::{Check, Weight};
pub use finding::Finding;
pub use live::{Known, LiveChecks};
pub use mending::{Fix, fix, fix_all};
pub use stepping::{finding_above, finding_below};

#[cfg(test)]
mod tests;
