//! [`IntoText`]: the types that functions of this crate accept as text.
//!
//! In: `&str`, `String`, `&String`, `Arc<str>`, … Out: shared text. A `String` or `&str` is copied once, an `Arc<str>` is not
//! copied.

use std::borrow::Cow;
use std::sync::Arc;

mod sealed {
    pub trait Sealed {}
}

/// A text: `&str`, `String`, `Box<str>`, `Cow<str>`, `Arc<str>`, or a reference to one of them. The trait is sealed.
///
/// ```
/// use taiyaku::Bitext;
///
/// let (english, japanese) = (String::from("Rain fell."), String::from("雨が降った。"));
/// let bitext = Bitext::new(&english, &japanese);
/// assert_eq!(bitext, Bitext::new(english, japanese));
/// ```
pub trait IntoText: sealed::Sealed + Send {
    /// Converts to a shared text. O(bytes); O(1) for an `Arc<str>`.
    fn into_text(self) -> Arc<str>;
}

/// Implements the trait for types, each with an expression that makes an `Arc<str>`.
macro_rules! into_text {
    ($($kind:ty: $name:ident => $text:expr),+ $(,)?) => {
        $(
            impl sealed::Sealed for $kind {}

            impl IntoText for $kind {
                fn into_text(self) -> Arc<str> {
                    let $name = self;
                    $text
                }
            }
        )+
    };
}

into_text! {
    &str: text => text.into(),
    &&str: text => (*text).into(),
    String: text => text.into(),
    &String: text => text.as_str().into(),
    Box<str>: text => text.into(),
    &Box<str>: text => (**text).into(),
    Cow<'_, str>: text => text.into(),
    &Cow<'_, str>: text => (**text).into(),
    Arc<str>: text => text,
    &Arc<str>: text => Arc::clone(text),
}
