//! All checks in one table: how each is called, what it says to someone who is no engineer, and how much it weighs.

/// Something that can be wrong with notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    FenceSwallows,
    UnclosedFence,
    FenceBreaksList,
    BulletsAsCode,
    LiteralAsterisks,
    EmptyBold,
    LinkInCode,
    RawLink,
    OpenPlaceholder,
    BrokenEncoding,
    Numbering,
    SegmentWithoutTitle,
    TitleOnNextLine,
    SegmentWithoutLink,
    EmptySegment,
    NearMissHost,
    GhostLink,
    SmartQuotesInCode,
    ImageWithoutAlt,
    HotLinkedImage,
    HostPattern,
    RepeatedLink,
    AddressAsText,
    BareAddress,
    InsecureLink,
    TrackingParameters,
    SplitLink,
    SplitBold,
    NeedlessEscape,
    MixedIndent,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Readers see it broken.
    Broken,
    /// Probably a slip.
    Doubtful,
    /// Tidiness.
    Hint,
}

/// What there is to say of a check.
struct Entry {
    check: Check,
    weight: Weight,
    id: &'static str,
    title: &'static str,
    why: &'static str,
}

const fn entry(check: Check, weight: Weight, id: &'static str, title: &'static str, why: &'static str) -> Entry {
    Entry { check, weight, id, title, why }
}

use Weight::{Broken, Doubtful, Hint};

/// In the order of [`Check`].
#[rustfmt::skip]
const TABLE: &[Entry] = &[
    entry(Check::FenceSwallows, Broken, "fence-swallows", "Code block that swallows notes",
        "Everything up to the closing ``` is shown as code: labels, lists and links in it are lost to readers."),
    entry(Check::UnclosedFence, Doubtful, "unclosed-fence", "Code block without an end",
        "Whatever is written below it will be shown as code."),
    entry(Check::FenceBreaksList, Doubtful, "fence-breaks-list", "Code block that breaks a list",
        "Code at the margin ends the list above it; indented, it belongs to its bullet."),
    entry(Check::BulletsAsCode, Broken, "bullets-as-code", "List that is shown as code",
        "A list that is indented below something that is no list becomes code."),
    entry(Check::LiteralAsterisks, Broken, "literal-asterisks", "Asterisks that readers see",
        "Bold type that does not begin or end where it should is shown as ** on the page."),
    entry(Check::EmptyBold, Broken, "empty-bold", "Empty bold type",
        "Bold type around nothing is shown as **** on the page."),
    entry(Check::LinkInCode, Broken, "link-in-code", "Link that is shown as code",
        "Between backticks a link is code: readers see its brackets and cannot follow it."),
    entry(Check::RawLink, Broken, "raw-link", "Link that did not become one",
        "Readers see the brackets and the address, and cannot follow the link."),
    entry(Check::OpenPlaceholder, Doubtful, "open-placeholder", "Placeholder left open",
        "What a template left to be filled in would go out as it is."),
    entry(Check::BrokenEncoding, Broken, "broken-encoding", "Broken letters",
        "A program has read the text in the wrong encoding: readers see signs instead of letters."),
    entry(Check::Numbering, Doubtful, "numbering", "Wrong number",
        "A number that is skipped, repeated or missing makes listeners look for a segment that is not there."),
    entry(Check::SegmentWithoutTitle, Doubtful, "segment-without-title", "Segment without a title",
        "Nobody can tell what it is about."),
    entry(Check::TitleOnNextLine, Doubtful, "title-on-next-line", "Title on the line below",
        "The label and its title belong on one line, as in the other segments."),
    entry(Check::SegmentWithoutLink, Doubtful, "segment-without-link", "Segment without a link",
        "Listeners open the notes to find what was spoken of; the other segments lead there."),
    entry(Check::EmptySegment, Doubtful, "empty-segment", "Empty segment",
        "It has a label, and nothing below."),
    entry(Check::NearMissHost, Doubtful, "near-miss-host", "Name that is almost a host's",
        "A slip in a name makes a new person of a host."),
    entry(Check::GhostLink, Doubtful, "ghost-link", "Link that cannot be seen",
        "A link around a blank or a colon alone is one that nobody meant, and a screen reader reads out."),
    entry(Check::SmartQuotesInCode, Doubtful, "smart-quotes-in-code", "Typographic quotes in code",
        "Code with curly quotes does not run when it is copied."),
    entry(Check::ImageWithoutAlt, Doubtful, "image-without-alt", "Image without a description",
        "Those who cannot see it, and apps that show no images, have nothing instead."),
    entry(Check::HotLinkedImage, Doubtful, "hot-linked-image", "Image from an attachment host",
        "Such addresses expire: the image will be gone for readers one day."),
    entry(Check::HostPattern, Hint, "host-pattern", "Unusual turn",
        "The hosts take turns in another way than in the other episodes."),
    entry(Check::RepeatedLink, Hint, "repeated-link", "Same link twice",
        "The same address in two places is often one that was pasted by mistake."),
    entry(Check::AddressAsText, Hint, "address-as-text", "Address instead of words",
        "A link is easier to read, and to hear, if its text says where it leads."),
    entry(Check::BareAddress, Hint, "bare-address", "Address that is not a link everywhere",
        "Many places of publication make no link of a bare address; in < and > it is one."),
    entry(Check::InsecureLink, Hint, "insecure-link", "Link by http:",
        "Browsers warn of pages that are not encrypted; most are there by https: too."),
    entry(Check::TrackingParameters, Hint, "tracking-parameters", "Link that tracks",
        "Parameters like utm_source tell on readers and are not needed."),
    entry(Check::SplitLink, Hint, "split-link", "Link in pieces",
        "Several links to one address, side by side, are read out as several."),
    entry(Check::SplitBold, Hint, "split-bold", "Bold type in pieces",
        "Two stretches of bold type with only a blank between them are one."),
    entry(Check::NeedlessEscape, Hint, "needless-escape", "Needless backslash",
        "The bracket is shown without the backslash too."),
    entry(Check::MixedIndent, Hint, "mixed-indent", "Tabs and blanks in one list",
        "Some places of publication nest such a list otherwise than meant."),
];

impl Check {
    /// All checks, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Check> {
        TABLE.iter().map(|entry| entry.check)
    }

    /// As people script it, and as it is stored where it is ignored.
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// The check with this id, if there is one.
    pub fn of_id(id: &str) -> Option<Check> {
        TABLE.iter().find(|entry| entry.id == id).map(|entry| entry.check)
    }

    /// What it finds, as a heading.
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Why it matters, in a sentence.
    pub fn why(self) -> &'static str {
        self.entry().why
    }

    /// How bad it is.
    pub fn weight(self) -> Weight {
        self.entry().weight
    }

    fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_has_its_own_entry_and_id() {
        for (idx, check) in Check::all().enumerate() {
            assert_eq!(check as usize, idx, "{}", check.id());
            assert_eq!(Check::of_id(check.id()), Some(check));
            assert!(check.why().ends_with('.') && !check.title().ends_with('.'));
            assert!(check.id().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        }
    }
}
