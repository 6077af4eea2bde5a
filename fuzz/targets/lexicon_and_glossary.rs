//! See `sides::lexicon_and_glossary`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: taiyaku_fuzz::input::Input<'_>| {
    taiyaku_fuzz::sides::lexicon_and_glossary(&input)
});
