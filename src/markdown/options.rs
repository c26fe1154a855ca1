//! The one place where the dialect of Markdown and the ways to render it are chosen.

use pulldown_cmark::Options;

/// How blocks are rendered, apart from their text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    pub images: ImagePolicy,
}

/// Whether opening the notes may fetch the images they name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagePolicy {
    /// A remote image shows as its text and host: opening notes contacts nobody.
    #[default]
    Placeholder,
    Allowed,
}

/// GitHub's extensions that show notes use.
///
/// Heading attributes stay off: `# T { onclick=… }` would let notes name any attribute.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}
