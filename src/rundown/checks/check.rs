//! All checks in one table: how each is called, what it says to someone who is no engineer, and how much it weighs.

/// Something that can be wrong with notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    FenceSwallows,
    UnclosedFence,
    LiteralAsterisks,
    Numbering,
    SegmentWithoutLink,
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
    id: &'static str,
    title: &'static str,
    why: &'static str,
    weight: Weight,
}

/// In the order of [`Check`].
const TABLE: &[Entry] = &[
    Entry {
        check: Check::FenceSwallows,
        id: "fence-swallows",
        title: "Code block that swallows notes",
        why: "Everything up to the closing ``` is shown as code: labels, lists and links in it are lost to readers.",
        weight: Weight::Broken,
    },
    Entry {
        check: Check::UnclosedFence,
        id: "unclosed-fence",
        title: "Code block without an end",
        why: "Whatever is written below it will be shown as code.",
        weight: Weight::Doubtful,
    },
    Entry {
        check: Check::LiteralAsterisks,
        id: "literal-asterisks",
        title: "Asterisks that readers see",
        why: "Bold type that does not begin or end where it should is shown as ** on the page.",
        weight: Weight::Broken,
    },
    Entry {
        check: Check::Numbering,
        id: "numbering",
        title: "Wrong number",
        why: "A number that is skipped, repeated or missing makes listeners look for a segment that is not there.",
        weight: Weight::Doubtful,
    },
    Entry {
        check: Check::SegmentWithoutLink,
        id: "segment-without-link",
        title: "Segment without a link",
        why: "Listeners open the notes to find what was spoken of; the other segments lead there.",
        weight: Weight::Doubtful,
    },
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
