//! See `reviewed::reviewed_state`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::reviewed::reviewed_state(&input)
});
