//! Character classes, width and kana folding.
