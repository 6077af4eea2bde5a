//! See `aligning::realign`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::aligning::realign(&input)
});
