//! See `readers::reader_text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::readers::reader_text(&input)
});
