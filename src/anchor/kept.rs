//! [`Kept`]: what a stage makes of a bitext and keeps with it, so that a later stage need not make it again.
//!
//! In: values of any type, which this module need not know. Out: the same values, shared. O(1).

use std::any::Any;
use std::sync::{Arc, OnceLock};

/// What the aligner keeps with a bitext.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    /// What the features alone tell.
    pub(crate) models: Place,
    /// The passages that an alignment leaves at another place.
    pub(crate) moved: Place,
}

/// A place for one value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place(OnceLock<Arc<dyn Any + Send + Sync>>);

impl Place {
    /// The value, if it is of this type.
    pub(crate) fn get<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        Arc::clone(self.0.get()?).downcast().ok()
    }

    /// Keeps a value, unless there is one. Nobody waits for a value that another thread is making.
    pub(crate) fn keep<T: Any + Send + Sync>(&self, value: &Arc<T>) {
        self.0.get_or_init(|| Arc::<T>::clone(value));
    }
}
