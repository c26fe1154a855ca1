//! The only place where the dialect of Markdown and the rendering are chosen.

use pulldown_cmark::Options;

/// How blocks are rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderOptions {
    pub images: ImagePolicy,
}

/// Whether opening the notes may fetch their images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagePolicy {
    /// A remote image is shown as its text and host: opening notes contacts no server.
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
