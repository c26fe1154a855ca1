//! The modules that are fuzzed, from the app's own sources.

#[path = "../../src/markdown/mod.rs"]
pub mod markdown;
#[path = "../../src/text/mod.rs"]
pub mod text;
