//! See `page_out::page_out`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::page_out::page_out(&input)
});
