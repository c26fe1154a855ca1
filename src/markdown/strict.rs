//! A strict reader of HTML for tests: it accepts only what our writer may write for notes without raw HTML.

/// Whether the tags are known and balanced, their attributes known and quoted, and all addresses harmless.
pub(super) fn check(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        check_text(text)?;
        let (tag, after) = read_tag(after)?;
        rest = after;
        match tag.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(name) => return Err(format!("</{name}> ends nothing")),
            None if EMPTY.contains(&tag) => {}
            None => open.push(tag),
        }
        if open.len() > 120 {
            return Err("nested too deep".to_owned());
        }
    }
    check_text(rest)?;
    open.is_empty().then_some(()).ok_or_else(|| format!("{open:?} stay open"))
}

const EMPTY: [&str; 4] = ["br", "hr", "img", "input"];

const TAGS: [&str; 31] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "code",
    "ul",
    "ol",
    "li",
    "div",
    "span",
    "sup",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "del",
    "a",
    "img",
    "input",
    "br",
    "hr",
    "section",
];

const ATTRIBUTES: [&str; 18] = [
    "id",
    "class",
    "href",
    "title",
    "target",
    "rel",
    "src",
    "alt",
    "referrerpolicy",
    "loading",
    "role",
    "aria-label",
    "data-src",
    "data-alt",
    "start",
    "align",
    "type",
    "checked",
];

/// Reads a tag behind its `<`. Returns its name, with a `/` for an end tag, and the text behind its `>`.
fn read_tag(html: &str) -> Result<(&str, &str), String> {
    let n_name = html.find([' ', '>']).ok_or("a tag does not end")?;
    let (name, mut rest) = html.split_at(n_name);
    if !TAGS.contains(&name.trim_start_matches('/')) {
        return Err(format!("unknown tag {name:?}"));
    }
    while let Some(after) = rest.strip_prefix(' ') {
        rest = read_attribute(after)?;
    }
    let after = rest.strip_prefix('>').ok_or_else(|| format!("stray characters in <{name}"))?;
    Ok((name, after))
}

fn read_attribute(html: &str) -> Result<&str, String> {
    let n_name = html.find(['=', ' ', '>']).ok_or("an attribute does not end")?;
    let (name, rest) = html.split_at(n_name);
    if !ATTRIBUTES.contains(&name) && name != "disabled" {
        return Err(format!("unknown attribute {name:?}"));
    }
    let Some(value) = rest.strip_prefix("=\"") else {
        return Ok(rest);
    };
    let (value, rest) = value.split_once('"').ok_or("a value does not end")?;
    check_text(value)?;
    match name {
        "href" => check_href(&unescaped(value))?,
        "src" => check_src(&unescaped(value))?,
        _ => {}
    }
    Ok(rest)
}

fn check_text(text: &str) -> Result<(), String> {
    if text.contains(['<', '>', '"', '\'']) {
        return Err(format!("unescaped: {text:?}"));
    }
    let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    let is_escaped = |after: &str| entities.iter().any(|it| after.starts_with(it));
    let all_escaped = text.split('&').skip(1).all(is_escaped);
    all_escaped.then_some(()).ok_or_else(|| format!("stray & in {text:?}"))
}

fn check_href(url: &str) -> Result<(), String> {
    if let Some(id) = url.strip_prefix('#') {
        return id.starts_with("notes-").then_some(()).ok_or_else(|| format!("link to {url:?}"));
    }
    let is_allowed = matches!(scheme(url).as_deref(), None | Some("http" | "https" | "mailto" | "tel"));
    is_allowed.then_some(()).ok_or_else(|| format!("link to {url:?}"))
}

/// Remote images are placeholders in these tests.
fn check_src(url: &str) -> Result<(), String> {
    let raster = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"];
    let is_picture = raster.iter().any(|it| url.to_ascii_lowercase().starts_with(it));
    let is_local = scheme(url).is_none() && !url.replace('\\', "/").trim().starts_with("//");
    (is_picture || is_local).then_some(()).ok_or_else(|| format!("image from {url:?}"))
}

/// The scheme as the URL standard reads it: ignores tabs and line breaks anywhere, and control characters at the start.
fn scheme(url: &str) -> Option<String> {
    let url = url.trim_start_matches(|char: char| char <= ' ').replace(['\t', '\n', '\r'], "");
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn unescaped(value: &str) -> String {
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    value.replace("&#39;", "'").replace("&amp;", "&")
}
