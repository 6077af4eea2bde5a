//! The files of the pages, embedded.
//!
//! In: the files beside this one. Out: texts; the parts of the script are in the order in which they need each other. O(1).

/// What the desk adds to the review page, in order.
pub(super) const REVIEW_SCRIPT: &str = concat!(
    include_str!("page/strings.js"),
    include_str!("page/wire.js"),
    include_str!("page/found.js"),
    include_str!("page/corrections.js"),
    include_str!("page/leave.js"),
    include_str!("page/desk.js"),
);
pub(super) const REVIEW_STYLE: &str = include_str!("page/desk.css");

/// The page on which files are dropped.
pub(super) const START_PAGE: &str = include_str!("page/start.html");
pub(super) const START_SCRIPT: &str = include_str!("page/start.js");
pub(super) const START_STYLE: &str = include_str!("page/start.css");

/// A text of two languages to try the desk with.
pub(super) const SAMPLE: [(&str, &str); 2] = [
    ("ferry.en.txt", include_str!("sample/ferry.en.txt")),
    ("ferry.ja.txt", include_str!("sample/ferry.ja.txt")),
];
