//! A standalone page of HTML: embedded style, no scripts, and a policy that blocks everything else.

use crate::markdown::ImagePolicy;

const STYLE: &str = include_str!("page.css");

/// A page with the notes as its body. `title` is plain text and is escaped; `body_html` must be safe already. With a
/// placeholder for each image from elsewhere, opening the page contacts no server.
pub fn html_page(title: &str, body_html: &str, images: ImagePolicy) -> String {
    let img_src = match images {
        ImagePolicy::Placeholder => "data:",
        ImagePolicy::Allowed => "data: https: http:",
    };
    format!(
        r#"<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src {img_src}; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Rundown">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
<main>
{body_html}
</main>
</body>
</html>
"#,
        title = escaped(title),
        body_html = body_html.trim_end(),
    )
}

/// The HTML of a block that begins on the side where its script does. Only blocks in scripts from right to left need that.
pub fn in_own_direction(html: String) -> String {
    let is_right_to_left =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if html.contains(is_right_to_left) { format!("<div dir=\"auto\">{html}</div>") } else { html }
}

/// Text escaped for an HTML element. Characters that HTML does not allow become U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_has_its_own_direction() {
        assert_eq!(in_own_direction("<p>Tea</p>".into()), "<p>Tea</p>");
        assert_eq!(in_own_direction("<p>שלום</p>".into()), "<div dir=\"auto\"><p>שלום</p></div>");
    }

    #[test]
    fn the_title_is_text() {
        let page = html_page("</title><script>alert(1)</script> & \"kites\"", "", ImagePolicy::Placeholder);
        assert!(
            page.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;kites&quot;</title>")
        );
        assert!(!page.contains("<script"));
    }

    #[test]
    fn nothing_is_fetched_unless_images_are_allowed() {
        let page = html_page("Kites", "<p>Strings</p>", ImagePolicy::Placeholder);
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
        let page = html_page("Kites", "<p>Strings</p>", ImagePolicy::Allowed);
        assert!(page.contains("img-src data: https: http:;"));
    }

    #[test]
    fn the_style_is_embedded_and_fetches_nothing() {
        let page = html_page("Kites", "<p>Strings</p>", ImagePolicy::Placeholder);
        assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains('<'));
    }

    #[test]
    fn the_body_is_taken_as_it_is() {
        let page = html_page("Kites", "<p>A &amp; B</p>\n", ImagePolicy::Placeholder);
        assert!(page.contains("<main>\n<p>A &amp; B</p>\n</main>"));
    }
}
