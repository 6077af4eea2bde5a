//! [`IntoText`]: whatever a person has at hand as text.
//!
//! In: `&str`, `String`, `&String`, `Arc<str>`, … Out: text that is shared. A `String` or `&str` is copied once, an `Arc<str>`
//! is not.

use std::borrow::Cow;
use std::sync::Arc;

mod sealed {
    pub trait Sealed {}
}

/// Text in any of its usual types. Implemented here alone.
///
/// ```
/// use taiyaku::Bitext;
///
/// let (english, japanese) = (String::from("Rain fell."), String::from("雨が降った。"));
/// let bitext = Bitext::new(&english, &japanese);
/// assert_eq!(bitext, Bitext::new(english, japanese));
/// ```
pub trait IntoText: sealed::Sealed + Send {
    /// The text, shared. O(bytes), or O(1) if it is shared already.
    fn into_text(self) -> Arc<str>;
}

/// Implements the trait for types that become an `Arc<str>` by an expression.
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
