//! A bilingual page → its two sides.
