//! The server: connections of this machine, each request through the gate, then to the desk on a thread of its own.
//!
//! In: a listener, the gate, the desk. Out: answers, until the page or a signal ends the program. One thread speaks HTTP by
//! `hyper`; at most [`MOST_WORKERS`] work. O(bytes of a request).

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};

use crate::desk::gate::{Entry, Gate};
use crate::desk::http::{Request, Response, decoded};
use crate::desk::routes::{self, Desk};
use crate::desk::uploads;
use crate::failure::Failure;
use crate::threads::ThreadsArguments;

/// Requests that are answered at the same time.
const MOST_WORKERS: usize = 8;
/// Bytes of a request that is no dropped file: the changes of a second, or of a window that was long without the desk.
const MOST_BYTES: usize = 16 << 20;
/// How long the head of a request may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often an idle server looks whether the page ended it.
const LOOK: Duration = Duration::from_millis(200);
/// How long after the end answers may still be on their way.
const FAREWELL: Duration = Duration::from_millis(300);

struct Server {
    gate: Gate,
    desk: Desk,
}

/// Serves until the page ends the program.
pub(super) fn serve(
    listener: TcpListener,
    gate: Gate,
    desk: Desk,
    threads: &ThreadsArguments,
) -> Result<(), Failure> {
    let failed = |error| Failure::io("the server", &error);
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MOST_WORKERS)
        .build()
        .map_err(failed)?;
    let server = Arc::new(Server { gate, desk });
    threads.run_everywhere()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        while !server.desk.is_ended() {
            let Ok(accepted) = tokio::time::timeout(LOOK, listener.accept()).await else {
                continue;
            };
            // A connection that broke off before it was taken is nobody's failure.
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(LOOK).await;
                continue;
            };
            let server = Arc::clone(&server);
            tokio::spawn(async move {
                let service = service_fn(|request| answer(Arc::clone(&server), request));
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(PATIENCE)
                    .serve_connection(TokioIo::new(stream), service);
                // A browser that goes away has nobody to answer to.
                let _ = connection.await;
            });
        }
        tokio::time::sleep(FAREWELL).await;
        Ok(())
    })
}

type Answer = hyper::Response<Full<Bytes>>;

async fn answer(
    server: Arc<Server>,
    request: hyper::Request<Incoming>,
) -> Result<Answer, Infallible> {
    let (head, body) = request.into_parts();
    let response = match server.gate.entry(&head.method, &head.uri, &head.headers) {
        Entry::Refused(reason) => Response {
            status: 403,
            ..Response::new("text/plain; charset=utf-8", format!("taiyaku: {reason}\n"))
        },
        Entry::Welcome => Response {
            status: 303,
            ..Response::new("text/plain", Vec::new())
                .with("location", "/")
                .with("set-cookie", server.gate.cookie())
        },
        Entry::Pass if head.method != Method::GET && head.method != Method::POST => {
            Response::refused(405, "this method is not known here")
        }
        Entry::Pass => {
            let is_file = head.uri.path() == routes::FILES;
            let most = if is_file {
                uploads::MOST_BYTES
            } else {
                MOST_BYTES
            };
            match Limited::new(body, most).collect().await {
                Err(_) => Response::refused(413, "too large"),
                Ok(body) => {
                    let name = head.headers.get("x-file-name");
                    let name = name.and_then(|name| name.to_str().ok()).and_then(decoded);
                    let request = Request {
                        is_reading: head.method == Method::GET,
                        path: head.uri.path().to_owned(),
                        file_name: name,
                        body: body.to_bytes().into(),
                    };
                    work(server, request).await
                }
            }
        }
    };
    Ok(with_head(response))
}

/// Answers on a thread that may wait and compute.
async fn work(server: Arc<Server>, request: Request) -> Response {
    let working = tokio::task::spawn_blocking(move || server.desk.answer(request));
    let failed = |_| Response::refused(500, "the desk failed here; nothing that was saved is lost");
    working.await.unwrap_or_else(failed)
}

fn with_head(response: Response) -> Answer {
    let mut answer = hyper::Response::new(Full::new(Bytes::from(response.body)));
    *answer.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let fixed = [
        ("content-type", response.kind),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    let head = answer.headers_mut();
    for (field, value) in fixed {
        head.insert(
            HeaderName::from_static(field),
            HeaderValue::from_static(value),
        );
    }
    let strict = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    head.insert(CONTENT_SECURITY_POLICY, strict);
    for (field, value) in response.fields {
        if let Ok(value) = HeaderValue::from_str(&value) {
            head.insert(HeaderName::from_static(field), value);
        }
    }
    answer
}
