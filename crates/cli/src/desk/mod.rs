//! `desk`: a server on this machine in which a person drops files, reviews, corrects, checks again and takes the result away.
//!
//! In: options; then requests of a browser. Out: pages, and projects in a folder. Nothing leaves the machine. A request costs
//! O(bytes of its project) at most.

mod browser;
mod check;
mod export;
mod files;
mod findings;
mod folder;
mod gate;
mod http;
mod job;
mod journal;
mod model;
mod project;
mod routes;
mod server;
mod shelf;
mod uploads;
mod words;
mod working;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::desk::gate::Gate;
use crate::desk::routes::Desk;
use crate::failure::Failure;
use crate::threads::ThreadsArguments;

/// Review a translation in the browser: drop two files, correct, check again, and take the corrected file.
///
/// The command starts a server that only this machine reaches, and opens the browser. Everything else happens there. Each pair
/// of files becomes a project: a folder with the files as they were, and a journal to which every change is added at once. End it
/// with Ctrl-C or by the page; nothing is lost.
///
/// Examples:
///   taiyaku desk
///   taiyaku desk --folder ~/translations
///   taiyaku desk --folder ~/translations/contract      opens that project
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Folder of the projects, or of one project [default: taiyaku-desk in the home folder].
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Port of the server; 0 is any that is free [default: 47470, or any if that is taken].
    #[arg(long)]
    port: Option<u16>,
    /// Do not open the browser; the address is printed.
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    threads: ThreadsArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => usual_folder()?,
    };
    let desk = Desk::new(&folder)?;
    let listener = listener(arguments.port)?;
    let named = |error| Failure::io("127.0.0.1", &error);
    let port = listener.local_addr().map_err(named)?.port();
    let gate = Gate::new(port)?;
    let address = gate.address();
    say!("{address}");
    say!("The desk is open. Ctrl-C ends it; nothing is lost.");
    if !arguments.no_open && !browser::open(&address) {
        say!("note: no browser could be opened; open the address above");
    }
    server::serve(listener, gate, desk, &arguments.threads)
}

/// The port that is taken if it is free: so a window that was open when the desk ended can go on with the next one, and the
/// browser remembers what the person chose.
const USUAL_PORT: u16 = 47_470;

/// Listens on this machine alone.
fn listener(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = match port {
        Some(port) => bind(port),
        None => bind(USUAL_PORT).or_else(|_| bind(0)),
    };
    listener.map_err(|error| Failure::io(format!("127.0.0.1:{}", port.unwrap_or(0)), &error))
}

fn usual_folder() -> Result<PathBuf, Failure> {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    let missing = || Failure::new("--folder: expected a folder, since there is no home folder");
    Ok(home.ok_or_else(missing)?.join("taiyaku-desk"))
}
