//! See `round_trip::round_trip`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::round_trip::round_trip(&input)
});
