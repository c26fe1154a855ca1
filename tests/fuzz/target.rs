//! What libFuzzer calls, again and again.

#![no_main]

mod edits;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| edits::check(bytes));
