//! The names of all checks: each is a row in its family's file.

use super::check::Check;
use super::{
    addresses, asterisks, chapters, encoding, fences, hosts, images, links, lists, numbering, placeholders, repeated,
    segments,
};

/// In the order in which findings of one place are listed.
static CHECKS: &[&Check] = &[
    &fences::FENCE_SWALLOWS,
    &fences::UNCLOSED_FENCE,
    &lists::FENCE_BREAKS_LIST,
    &lists::BULLETS_AS_CODE,
    &asterisks::LITERAL_ASTERISKS,
    &asterisks::EMPTY_BOLD,
    &links::LINK_IN_CODE,
    &links::RAW_LINK,
    &placeholders::OPEN_PLACEHOLDER,
    &encoding::BROKEN_ENCODING,
    &numbering::NUMBERING,
    &segments::SEGMENT_WITHOUT_TITLE,
    &segments::TITLE_ON_NEXT_LINE,
    &segments::SEGMENT_WITHOUT_LINK,
    &segments::EMPTY_SEGMENT,
    &hosts::NEAR_MISS_HOST,
    &links::GHOST_LINK,
    &fences::SMART_QUOTES_IN_CODE,
    &images::IMAGE_WITHOUT_ALT,
    &images::HOT_LINKED_IMAGE,
    &hosts::HOST_PATTERN,
    &repeated::REPEATED_LINK,
    &addresses::ADDRESS_AS_TEXT,
    &addresses::BARE_ADDRESS,
    &addresses::INSECURE_LINK,
    &addresses::TRACKING_PARAMETERS,
    &chapters::TIMES_RUN_TOGETHER,
    &links::SPLIT_LINK,
    &asterisks::SPLIT_BOLD,
    &links::NEEDLESS_ESCAPE,
    &lists::MIXED_INDENT,
];

impl Check {
    /// All checks, in the order of the table.
    pub fn all() -> impl Iterator<Item = &'static Check> {
        CHECKS.iter().copied()
    }

    /// The check with this id, if there is one.
    pub fn of_id(id: &str) -> Option<&'static Check> {
        Check::all().find(|check| check.id == id)
    }

    /// Where it stands in the table.
    pub(super) fn idx(&self) -> usize {
        Check::all().take_while(|check| *check != self).count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{findings_beside, with_findings};
    use super::*;

    /// Three drafts in which the hosts take turns.
    const OTHERS: &str = "Ann #1: A\n\nBen #2: B\n\nAnn #3: C\n\nBen #4: D\n";

    #[test]
    fn each_check_has_words_and_an_id_of_its_own() {
        for (idx, check) in Check::all().enumerate() {
            assert_eq!(check.idx(), idx, "{}", check.id);
            assert_eq!(Check::of_id(check.id), Some(check));
            assert!(check.why.ends_with('.') && !check.title.ends_with('.'));
            assert!(check.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        }
    }

    #[test]
    fn each_check_finds_something_in_its_example() {
        for check in Check::all() {
            let alone = with_findings(check.example, |_, findings| findings);
            let beside = findings_beside(check.example, &[OTHERS; 3]);
            assert!(alone.iter().chain(&beside).any(|finding| finding.check == check), "{check:?}");
        }
    }
}
