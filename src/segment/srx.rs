//! The rules as SRX 2.0, for CAT tools.
//!
//! In: a language. Out: an SRX document. What SRX cannot say is named in a comment of the document.
