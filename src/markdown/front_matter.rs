//! Front matter as a block: the first one, shown folded as a table of its keys.
//!
//! Markdown does not know it: its fences would be a rule, and its lines a heading. So it is cut off before parsing.

use crate::markdown::block::{Metadata, MetadataField};
use crate::markdown::html::push_escaped;
use crate::markdown::{Block, BlockKind};
use crate::text::{fields, fnv_1a, front_matter};

/// The block of a text's front matter, with the blank lines below it; none where it has no front matter.
pub(super) fn front_matter_block(text: &str) -> Option<Block> {
    let found = front_matter(text)?;
    let is_blank = |line: &&str| line.trim().is_empty();
    let n_blank: usize = text[found.bytes.end..].split_inclusive('\n').take_while(is_blank).map(str::len).sum();
    let source = &text[..found.bytes.end + n_blank];
    let fields = fields(text, &found).into_iter().map(|field| MetadataField {
        key: field.key.to_string(),
        value: field.text(),
        items: field.items(),
    });
    let metadata = Metadata { fields: fields.collect() };
    Some(Block {
        byte_len: source.len(),
        n_lines: source.split_inclusive('\n').count(),
        kind: BlockKind::FrontMatter,
        html: html(&metadata),
        metadata: Some(Box::new(metadata)),
        fingerprint: fnv_1a(source),
        ..Block::blank()
    })
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
        html.push_str("</th><td>");
        push_escaped(&mut html, &field.value);
        html.push_str("</td></tr>");
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
