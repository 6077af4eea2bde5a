//! [`Tag`]: the elements of HTML, by what they do to the text.
//!
//! In: the name of an element. Out: its tag; names that are treated alike have the same. O(1).

/// An element, by what it does to the text. Any other is inline and only has its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    /// Above all elements.
    Root,
    Html,
    Head,
    Body,
    Title,
    Article,
    Aside,
    Footer,
    Form,
    Header,
    Main,
    Nav,
    /// A container without a meaning of its own.
    Div,
    Section,
    Blockquote,
    Figure,
    P,
    H1,
    /// A heading of a lower level.
    Heading,
    List,
    Li,
    /// `dl`.
    Terms,
    /// `dt` and `dd`.
    Term,
    Table,
    /// `thead`, `tbody` and `tfoot`.
    Rows,
    Tr,
    /// `td` and `th`.
    Td,
    /// A caption of a table, a figure or a group of fields.
    Caption,
    Pre,
    Hr,
    Br,
    Img,
    /// An element without content that has no text either.
    Void,
    A,
    /// What is typed or shown by a program.
    Code,
    Math,
    Ruby,
    /// The reading of a ruby, and its brackets.
    Reading,
    Sup,
    Button,
    Dialog,
    Svg,
    Script,
    Style,
    Template,
    Textarea,
    /// What is no text on a page: fallbacks, forms, media.
    Media,
    /// Media and fallbacks whose content is not read as markup.
    RawMedia,
    /// An element of no other kind, by the number of its name.
    Other(u32),
}

impl Tag {
    /// The tag of a name in lower case; none if it does nothing to the text.
    pub(super) fn of(name: &[u8]) -> Option<Tag> {
        Some(match name {
            b"html" => Tag::Html,
            b"head" => Tag::Head,
            b"body" => Tag::Body,
            b"title" => Tag::Title,
            b"article" => Tag::Article,
            b"aside" => Tag::Aside,
            b"footer" => Tag::Footer,
            b"form" => Tag::Form,
            b"header" => Tag::Header,
            b"main" => Tag::Main,
            b"nav" => Tag::Nav,
            b"div" | b"center" | b"address" | b"details" | b"summary" | b"fieldset" | b"hgroup"
            | b"search" | b"frameset" => Tag::Div,
            b"section" => Tag::Section,
            b"blockquote" => Tag::Blockquote,
            b"figure" => Tag::Figure,
            b"p" => Tag::P,
            b"h1" => Tag::H1,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading,
            b"ul" | b"ol" | b"menu" | b"dir" => Tag::List,
            b"li" => Tag::Li,
            b"dl" => Tag::Terms,
            b"dt" | b"dd" => Tag::Term,
            b"table" => Tag::Table,
            b"thead" | b"tbody" | b"tfoot" => Tag::Rows,
            b"tr" => Tag::Tr,
            b"td" | b"th" => Tag::Td,
            b"caption" | b"figcaption" | b"legend" => Tag::Caption,
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Tag::Pre,
            b"hr" => Tag::Hr,
            b"br" => Tag::Br,
            b"img" | b"image" => Tag::Img,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame"
            | b"input" | b"keygen" | b"link" | b"meta" | b"param" | b"source" | b"track"
            | b"wbr" => Tag::Void,
            b"a" => Tag::A,
            b"code" | b"kbd" | b"samp" | b"var" => Tag::Code,
            b"math" => Tag::Math,
            b"ruby" => Tag::Ruby,
            b"rt" | b"rp" | b"rtc" => Tag::Reading,
            b"sup" => Tag::Sup,
            b"button" => Tag::Button,
            b"dialog" => Tag::Dialog,
            b"svg" => Tag::Svg,
            b"script" => Tag::Script,
            b"style" => Tag::Style,
            b"template" => Tag::Template,
            b"textarea" => Tag::Textarea,
            b"audio" | b"video" | b"canvas" | b"object" | b"select" | b"datalist" | b"meter"
            | b"progress" | b"annotation" | b"annotation-xml" => Tag::Media,
            b"noscript" | b"iframe" | b"noembed" | b"noframes" => Tag::RawMedia,
            _ => return None,
        })
    }

    /// Whether the text before and after it is in another block.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::Br
                | Tag::Img
                | Tag::Void
                | Tag::A
                | Tag::Code
                | Tag::Math
                | Tag::Ruby
                | Tag::Reading
                | Tag::Sup
                | Tag::Button
                | Tag::Svg
                | Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Textarea
                | Tag::Media
                | Tag::RawMedia
                | Tag::Other(_)
        )
    }

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Tag::Br | Tag::Hr | Tag::Img | Tag::Void)
    }

    /// Whether end tags inside it do not end what is open outside of it.
    pub(super) fn is_scope(self) -> bool {
        matches!(
            self,
            Tag::Root | Tag::Html | Tag::Table | Tag::Td | Tag::Template | Tag::Svg | Tag::Math
        )
    }

    /// Whether its beginning ends a paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        self.is_block()
            && !matches!(
                self,
                Tag::Html | Tag::Head | Tag::Body | Tag::Title | Tag::Rows | Tag::Tr | Tag::Td
            )
    }

    /// Whether its content is never text of the page.
    pub(super) fn is_no_text(self) -> bool {
        matches!(
            self,
            Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Textarea
                | Tag::Svg
                | Tag::Media
                | Tag::RawMedia
                | Tag::Reading
                | Tag::Title
        )
    }
}
