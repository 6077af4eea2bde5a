//! Aligned pairs in any format: what every subcommand that writes pairs shares.
//!
//! In: an [`Export`] and a format. Out: one file, or those that belong together, each complete or not there, and a line on
//! standard error about what the format does not hold. O(bytes).

mod form;
mod head;
mod outputs;

use std::borrow::Cow;
use std::io::Write;

use taiyaku::format::json_lines::{self, Aligned, Answer};
use taiyaku::format::{
    Export, Losses, RowNotes, columns, csv_table, hunalign, ladder, moses, office, po, tmx, tsv,
    vecalign, xces, xliff, xlsx,
};
use taiyaku::{Alignment, Moved};

use crate::failure::Failure;
use crate::output::Opened;
pub(crate) use crate::pairs::form::PairForm;
pub(crate) use crate::pairs::head::{HeadArguments, shared_name};
pub(crate) use crate::pairs::outputs::{Outputs, sides};

/// What is written.
pub(crate) struct Pairs<'a> {
    pub(crate) export: Export<'a>,
    /// The id of the document in JSON.
    pub(crate) id: String,
    /// The passages at another place of the translation, which only JSON has.
    pub(crate) moved: &'a dyn Fn() -> Vec<Moved>,
    /// The alignment that ladders number: of segments, or of lines.
    pub(crate) numbered: Cow<'a, Alignment>,
}

impl Pairs<'_> {
    /// Writes the pairs, and says what the format does not hold.
    pub(crate) fn write(&self, form: PairForm, outputs: &Outputs) -> Result<(), Failure> {
        let losses = outputs.write(|files| self.fill(form, outputs, files))?;
        self.say(form, outputs, losses);
        Ok(())
    }

    /// Writes the pairs, and returns what the format does not hold.
    #[cfg(feature = "desk")]
    pub(crate) fn write_for_page(
        &self,
        form: PairForm,
        outputs: &Outputs,
    ) -> Result<Losses, Failure> {
        outputs.write(|files| self.fill(form, outputs, files))
    }

    /// Says what a format does not hold.
    fn say(&self, form: PairForm, outputs: &Outputs, mut losses: Losses) {
        if !form.holds_findings() {
            losses.findings = self.export.findings().map_or(0, <[_]>::len);
        }
        say_losses(&outputs.name(), losses);
        if !form.holds_notes() {
            let notes = self.export.rows().filter_map(|row| row.notes);
            let n_noted = notes.filter(|notes| *notes != RowNotes::default()).count();
            if n_noted > 0 {
                say!("{}: left out: notes: {n_noted}", outputs.name());
            }
        }
    }

    /// Like [`write`](Pairs::write), with a byte order mark at the beginning.
    pub(crate) fn write_with_mark(&self, form: PairForm, outputs: &Outputs) -> Result<(), Failure> {
        let losses = outputs.write(|files| {
            files[0].write_all("\u{feff}".as_bytes())?;
            self.fill(form, outputs, files)
        })?;
        self.say(form, outputs, losses);
        Ok(())
    }

    fn fill(
        &self,
        form: PairForm,
        outputs: &Outputs,
        files: &mut [Opened],
    ) -> taiyaku::Result<Losses> {
        let export = &self.export;
        let (out, more) = files.split_first_mut().expect("every format has a file");
        match form {
            PairForm::Tsv => self.tsv(out),
            PairForm::Csv => csv_table::write(export, out),
            PairForm::Xlsx => xlsx::write(export, out),
            PairForm::Jsonl => json_lines::write_pairs(export, out),
            PairForm::Json => self.json(out),
            PairForm::Tmx => tmx::write(export, out),
            PairForm::Xliff => xliff::write(export, out),
            PairForm::Xliff1 => xliff::write_1_2(export, out),
            PairForm::Po => po::write(export, out),
            PairForm::Docx => office::write_docx(export, out),
            PairForm::Markdown => columns::write_markdown(export, out),
            PairForm::Html => columns::write_html(export, out),
            PairForm::Hunalign => hunalign::write(export, out),
            PairForm::Ladder => whole(ladder::write(&self.numbered, out)),
            PairForm::Vecalign => whole(vecalign::write(&self.numbered, out)),
            PairForm::Moses => moses::write(export, out, &mut more[0]),
            PairForm::Xces => {
                let names = outputs.names();
                let documents = [names[1].as_str(), names[2].as_str()];
                let mut losses = xces::write(export, documents, out)?;
                for (side, out) in [xces::Side::Source, xces::Side::Target]
                    .into_iter()
                    .zip(more)
                {
                    losses = losses.and(xces::write_document(export, side, out)?);
                }
                Ok(losses)
            }
        }
    }

    fn tsv(&self, out: &mut Opened) -> taiyaku::Result<Losses> {
        let pairs = self.export.rows().map(|row| row.pair);
        whole(match self.export.findings() {
            Some(findings) => tsv::write_reviewed(pairs, findings.iter().copied(), out),
            None => tsv::write(pairs, out),
        })
    }

    fn json(&self, out: &mut dyn Write) -> taiyaku::Result<Losses> {
        let (bitext, alignment) = (self.export.bitext(), self.export.alignment());
        let moved = (self.moved)();
        let aligned = Aligned::new(self.id.as_str().into(), bitext, alignment, &moved);
        let aligned = match self.export.findings() {
            Some(findings) => aligned.with_findings(bitext, findings.iter().copied()),
            None => aligned,
        };
        whole(json_lines::write_answer(&Answer::Aligned(aligned), out))
    }
}

/// Says what an output does not hold.
pub(crate) fn say_losses(name: &str, losses: Losses) {
    if !losses.is_empty() {
        say!("{name}: left out: {losses}");
    }
}

/// The result of a writer that loses nothing.
fn whole(written: taiyaku::Result<()>) -> taiyaku::Result<Losses> {
    written.map(|()| Losses::default())
}
