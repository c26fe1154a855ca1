//! Images: shown, or replaced by a placeholder that says what would be fetched from where.

use std::slice;

use pulldown_cmark::{Event, TagEnd};

use crate::markdown::ImagePolicy;
use crate::markdown::events::Located;
use crate::markdown::html::{push_attribute, push_escaped};
use crate::markdown::links::{Target, target};
use crate::markdown::web_host::web_host;

/// Writes an image whose start event has just been taken from `events`, and takes the rest of its events.
pub(super) fn write_image(
    url: &str,
    title: &str,
    events: &mut slice::Iter<Located>,
    policy: ImagePolicy,
    html: &mut String,
) {
    let alt = take_alt(events);
    match target(url) {
        Target::Web if policy == ImagePolicy::Placeholder => write_remote(url, &alt, html),
        Target::Relative | Target::Fragment(_) => write_local(url, &alt, html),
        Target::Web | Target::Picture => {
            html.push_str("<img");
            push_attribute(html, "src", url);
            html.push_str(" alt=\"");
            push_escaped(html, &alt);
            html.push('"');
            push_attribute(html, "title", title);
            html.push_str(r#" referrerpolicy="no-referrer" loading="lazy">"#);
        }
        Target::Call | Target::Refused => {
            html.push_str(r#"<span class="refused-link""#);
            push_attribute(html, "title", &format!("Refused address: {url}"));
            html.push('>');
            push_escaped(html, &alt);
            html.push_str("</span>");
        }
    }
}

/// An image on another site, which is fetched only after the author allows it.
fn write_remote(url: &str, alt: &str, html: &mut String) {
    // If the host is not certain, the whole address is shown.
    let origin = web_host(url).map_or_else(|| url.to_owned(), |host| host.shown());
    let label = match alt {
        "" => format!("Image from {origin}, not loaded"),
        alt => format!("{alt} (image from {origin}, not loaded)"),
    };
    html.push_str(r#"<span class="remote-image" role="img""#);
    push_attribute(html, "aria-label", &label);
    push_attribute(html, "data-src", url);
    push_attribute(html, "data-alt", alt);
    push_words(html, alt, &origin);
}

/// An image file beside the notes' file. A draft has no such file, so the image cannot be fetched.
fn write_local(url: &str, alt: &str, html: &mut String) {
    let label = match alt {
        "" => format!("Image file {url}"),
        alt => format!("{alt} (image file {url})"),
    };
    html.push_str(r#"<span class="local-image" role="img""#);
    push_attribute(html, "aria-label", &label);
    push_words(html, alt, url);
}

/// The visible content of a placeholder: the image's text, and where the image is.
fn push_words(html: &mut String, alt: &str, origin: &str) {
    html.push_str("><span>");
    push_escaped(html, alt);
    html.push_str("</span> <span>");
    push_escaped(html, origin);
    html.push_str("</span></span>");
}

/// The text of an image up to its end, including the text of images within it.
fn take_alt(events: &mut slice::Iter<Located>) -> String {
    let mut alt = String::new();
    let mut n_open = 1;
    for (event, _) in events {
        match event {
            Event::Start(_) => n_open += 1,
            Event::End(TagEnd::Image) if n_open == 1 => break,
            Event::End(_) => n_open -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}
