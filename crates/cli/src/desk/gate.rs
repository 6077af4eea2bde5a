//! Who may speak with the desk: the browser that was given the address with the token, and pages of the desk itself.
//!
//! In: the head of a request. Out: whether it may pass. Four locks, each of which would do against pages of other sites: the
//! name of the host (against DNS rebinding), the origin and the site that the browser names, and a cookie that a request from
//! another site does not carry. Pages of other ports of this machine are of the same site for a cookie: the origin keeps them out.
//! O(bytes of the head).

use std::fmt::Write as _;

use hyper::header::{COOKIE, HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::{Method, Uri};

use crate::failure::Failure;

/// Bytes of a token: 128 bits.
const TOKEN_BYTES: usize = 16;

/// The locks of one desk.
pub(super) struct Gate {
    port: u16,
    /// In the address that is opened.
    token: String,
    /// In the cookie.
    pass: String,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// It may pass.
    Pass,
    /// It has the token: it gets the cookie.
    Welcome,
    /// It may not, for this reason.
    Refused(&'static str),
}

impl Gate {
    pub(super) fn new(port: u16) -> Result<Gate, Failure> {
        let (token, pass) = (token()?, token()?);
        Ok(Gate { port, token, pass })
    }

    /// The address to open.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// The value of the header that sets the cookie. Its name has the port, since cookies of all ports are kept together.
    pub(super) fn cookie(&self) -> String {
        let (name, pass) = (self.cookie_name(), &self.pass);
        format!("{name}={pass}; HttpOnly; SameSite=Strict; Path=/")
    }

    fn cookie_name(&self) -> String {
        format!("taiyaku-desk-{}", self.port)
    }

    pub(super) fn entry(&self, method: &Method, uri: &Uri, head: &HeaderMap) -> Entry {
        let text = |name: HeaderName| head.get(name).and_then(|value| value.to_str().ok());
        let host = format!("127.0.0.1:{}", self.port);
        if text(HOST) != Some(host.as_str()) || 1 < head.get_all(HOST).iter().count() {
            return Entry::Refused("the name of the host is not that of the desk");
        }
        let origin = format!("http://{host}");
        let is_reading = method == Method::GET;
        match head.get(ORIGIN) {
            Some(named) if named.as_bytes() != origin.as_bytes() => {
                return Entry::Refused("a page of another origin asks");
            }
            None if !is_reading => return Entry::Refused("no origin is named"),
            _ => {}
        }
        let site = text(HeaderName::from_static("sec-fetch-site"));
        if site.is_some_and(|site| site != "same-origin" && site != "none") {
            return Entry::Refused("a page of another site asks");
        }
        if is_reading && uri.path() == "/" && self.has_token(uri) {
            return Entry::Welcome;
        }
        match self.has_cookie(head) {
            true => Entry::Pass,
            false => Entry::Refused("open the address that the program printed"),
        }
    }

    fn has_token(&self, uri: &Uri) -> bool {
        let query = uri.query().unwrap_or_default();
        let token = query.strip_prefix("token=");
        token.is_some_and(|token| is_equal(token, &self.token))
    }

    fn has_cookie(&self, head: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let values = head
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut cookies = values
            .flat_map(|value| value.split(';'))
            .filter_map(|cookie| {
                let (key, value) = cookie.trim().split_once('=')?;
                (key == name).then_some(value)
            });
        cookies.any(|value| is_equal(value, &self.pass))
    }
}

/// Random, in hexadecimal digits.
fn token() -> Result<String, Failure> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(format!("the random numbers of the system: {error}")))?;
    let mut token = String::new();
    for byte in bytes {
        write!(token, "{byte:02x}").expect("a string");
    }
    Ok(token)
}

/// Compares in a time that does not depend on where two texts differ.
fn is_equal(one: &str, other: &str) -> bool {
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_desk_passes() {
        let gate = Gate {
            port: 4000,
            token: "aa".to_owned(),
            pass: "bb".to_owned(),
        };
        let (host, cookie) = (
            ("host", "127.0.0.1:4000"),
            ("cookie", "x=1; taiyaku-desk-4000=bb"),
        );
        let origin = ("origin", "http://127.0.0.1:4000");
        type Row<'a> = (
            &'a str,
            &'a str,
            &'a str,
            &'a [(&'static str, &'a str)],
            Option<Entry>,
        );
        let rows: [Row<'_>; 15] = [
            (
                "a page of the desk",
                "GET",
                "/",
                &[host, cookie],
                Some(Entry::Pass),
            ),
            (
                "the token",
                "GET",
                "/?token=aa",
                &[host],
                Some(Entry::Welcome),
            ),
            (
                "a change",
                "POST",
                "/x",
                &[host, origin, cookie],
                Some(Entry::Pass),
            ),
            ("a wrong token", "GET", "/?token=ab", &[host], None),
            ("the token elsewhere", "GET", "/x?token=aa", &[host], None),
            (
                "the token with a change",
                "POST",
                "/?token=aa",
                &[host, origin],
                None,
            ),
            ("no cookie", "GET", "/", &[host], None),
            (
                "a wrong cookie",
                "GET",
                "/",
                &[host, ("cookie", "taiyaku-desk-4000=b")],
                None,
            ),
            (
                "the cookie of another desk",
                "GET",
                "/",
                &[host, ("cookie", "taiyaku-desk-4001=bb")],
                None,
            ),
            (
                "a name that leads here",
                "GET",
                "/",
                &[("host", "evil.example:4000"), cookie],
                None,
            ),
            ("no host", "GET", "/", &[cookie], None),
            (
                "a change without origin",
                "POST",
                "/x",
                &[host, cookie],
                None,
            ),
            (
                "another port",
                "POST",
                "/x",
                &[host, cookie, ("origin", "http://127.0.0.1:5000")],
                None,
            ),
            (
                "no named origin",
                "GET",
                "/",
                &[host, cookie, ("origin", "null")],
                None,
            ),
            (
                "another port that reads",
                "GET",
                "/",
                &[host, cookie, ("sec-fetch-site", "same-site")],
                None,
            ),
        ];
        for (name, method, uri, fields, expected) in rows {
            let mut head = HeaderMap::new();
            for (field, value) in fields {
                head.insert(*field, value.parse().expect("a value"));
            }
            let method = method.parse().expect("a method");
            let entry = gate.entry(&method, &uri.parse().expect("an address"), &head);
            match expected {
                Some(expected) => assert_eq!(entry, expected, "{name}"),
                None => assert!(matches!(entry, Entry::Refused(_)), "{name}: {entry:?}"),
            }
        }
    }

    #[test]
    fn tokens_differ() {
        let tokens = [token().expect("random"), token().expect("random")];
        assert_ne!(tokens[0], tokens[1]);
        assert_eq!(tokens[0].len(), 2 * TOKEN_BYTES);
    }
}
