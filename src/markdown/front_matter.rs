//! Front matter as a block: the first one, shown folded as a table of its keys.
//!
//! Markdown does not know it: its fences would be a rule, and its lines a heading. So it is cut off before parsing.

use crate::markdown::block::{Metadata, MetadataField};
use crate::markdown::html::push_escaped;
use crate::markdown::{Block, BlockKind};
use crate::text::{FrontMatter, fields, fnv_1a, front_matter};

/// The front matter at the top of a text.
pub(super) struct Found {
    front_matter: FrontMatter,
    /// With the blank lines below it.
    pub(super) byte_len: usize,
}

/// Finds it. Takes time linear in the front matter, and none where there is none.
pub(super) fn find(text: &str) -> Option<Found> {
    let front_matter = front_matter(text)?;
    let is_blank = |line: &&str| line.trim().is_empty();
    let below = text[front_matter.bytes.end..].split_inclusive('\n');
    let n_blank: usize = below.take_while(is_blank).map(str::len).sum();
    let byte_len = front_matter.bytes.end + n_blank;
    Some(Found { front_matter, byte_len })
}

/// Its block.
pub(super) fn block(text: &str, found: &Found) -> Block {
    let source = &text[..found.byte_len];
    let fields = fields(text, &found.front_matter).into_iter().map(|field| MetadataField {
        key: field.key.to_string(),
        value: field.text(),
        items: field.items(),
    });
    let metadata = Metadata { fields: fields.collect() };
    Block {
        byte_len: source.len(),
        n_lines: source.split_inclusive('\n').count(),
        kind: BlockKind::FrontMatter,
        html: html(&metadata),
        metadata: Some(Box::new(metadata)),
        fingerprint: fnv_1a(source),
        ..Block::blank()
    }
}

/// The keys in one line, and behind it a table.
fn html(metadata: &Metadata) -> String {
    let mut html = String::from("<details class=\"front-matter\"><summary>Front matter");
    for (idx, field) in metadata.fields.iter().enumerate() {
        html.push_str(if idx == 0 { ": " } else { ", " });
        push_escaped(&mut html, &field.key);
    }
    html.push_str("</summary><table><tbody>");
    for field in &metadata.fields {
        html.push_str("<tr><th scope=\"row\">");
        push_escaped(&mut html, &field.key);
        // Where it is clicked, it can be changed.
        html.push_str("</th><td><button type=\"button\">");
        push_escaped(&mut html, &field.value);
        html.push_str("</button></td></tr>");
    }
    html.push_str("</tbody></table></details>");
    html
}

/// The text without its front matter: as long as before, with blanks in place of it.
pub(super) fn blanked(text: &str) -> Option<String> {
    let found = front_matter(text)?;
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    let blanks: String = text[..found.bytes.end].chars().map(blank).collect();
    Some(blanks + &text[found.bytes.end..])
}
