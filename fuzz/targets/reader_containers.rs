//! See `readers::reader_containers`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::readers::reader_containers(&input)
});
