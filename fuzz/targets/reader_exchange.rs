//! See `readers::reader_exchange`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::readers::reader_exchange(&input)
});
