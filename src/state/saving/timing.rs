//! When the open draft is saved: at the first pause, and without one within a second. Pure.
//!
//! So much can be lost if the browser is killed. A long draft takes part of a frame to write, so it waits for the
//! browser to be idle. Local storage gets its copy when the author has stopped for longer, because each write there puts
//! off the next one's way to the disk.

use std::time::Duration;

/// A pause in typing after which the draft is saved.
pub const PAUSE: Duration = Duration::from_millis(300);
/// A pause after which local storage gets its copy.
pub const LONG_PAUSE: Duration = Duration::from_secs(3);
/// The longest that steady typing puts a save off, in milliseconds, and how much longer for each 100 kB of notes: the
/// longer a save takes, the rarer it comes between two keys.
const LONGEST_WAIT_MS: u64 = 400;
const LONGER_WAIT_MS: u64 = 20;
/// How long a save that is due waits for the browser to be idle, in milliseconds.
const LONGEST_IDLE_MS: u64 = 300;
/// Drafts up to this length are written faster than one could wait for the browser to be idle. In bytes.
const MAX_SHORT_BYTES: usize = 100_000;
/// How often the journal is asked to have it on the disk, while one types, in milliseconds.
const STRICT_EACH_MS: u64 = 30_000;

/// What is to be done at a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Save after a [`PAUSE`], counted from this change.
    AtPause,
    /// Save as soon as the browser is idle, or now if [`is_short`].
    Idle,
    /// Save now: where each key takes a frame, the browser is never idle, and lets timers wait for keys.
    Now,
}

/// `since_ms`: when the oldest change was made that is not saved.
pub fn when_to_save(since_ms: u64, now_ms: u64, n_bytes: usize) -> When {
    let longest_wait_ms = LONGEST_WAIT_MS + LONGER_WAIT_MS * (n_bytes as u64 / 100_000);
    match now_ms.saturating_sub(since_ms) {
        waited_ms if waited_ms >= longest_wait_ms + LONGEST_IDLE_MS => When::Now,
        waited_ms if waited_ms >= longest_wait_ms => When::Idle,
        _ => When::AtPause,
    }
}

/// Whether a draft is not worth waiting for an idle moment.
pub fn is_short(n_bytes: usize) -> bool {
    n_bytes <= MAX_SHORT_BYTES
}

/// Whether the journal is to be asked to have it on the disk. `last_ms`: when it was asked last.
pub fn is_strict_due(last_ms: u64, now_ms: u64) -> bool {
    now_ms.saturating_sub(last_ms) >= STRICT_EACH_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_typing_puts_a_save_off_by_less_than_a_second() {
        let when = |waited_ms: u64| when_to_save(1_000, 1_000 + waited_ms, 10_000);
        assert_eq!(
            [0, 399, 400, 699, 700].map(when),
            [When::AtPause, When::AtPause, When::Idle, When::Idle, When::Now]
        );
    }

    #[test]
    fn long_notes_wait_longer() {
        assert_eq!(when_to_save(0, 500, 10_000), When::Idle);
        assert_eq!(when_to_save(0, 500, 1_000_000), When::AtPause);
        assert_eq!(when_to_save(0, 900, 1_000_000), When::Now);
    }

    #[test]
    fn a_clock_that_is_set_back_puts_nothing_off_for_good() {
        assert_eq!(when_to_save(5_000, 1_000, 10_000), When::AtPause);
        assert!(!is_strict_due(5_000, 1_000));
        assert!(is_strict_due(0, 30_000));
    }
}
