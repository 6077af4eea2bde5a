//! Text → paragraphs → segments, each begun by a paragraph, a sentence or a soft cut.
