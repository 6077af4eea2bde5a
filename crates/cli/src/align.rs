//! `align`: aligns a bilingual page or two files, and writes the pairs in one of four formats.
//!
//! In: a page, two files, or two files of one segment a line. Out: the pairs, and a summary on standard error. O(bytes).

use std::io::Write;

use clap::ValueEnum;
use taiyaku::format::json_lines::{self, Aligned, Answer};
use taiyaku::format::{ladder, tsv, vecalign};
use taiyaku::review::{Finding, Verdict, review};
use taiyaku::{Aligner, Alignment, Anchored, Bead, Bitext, Language};

use crate::bitext::BitextArguments;
use crate::checks::ChecksArguments;
use crate::embeddings::EmbeddingsArguments;
use crate::failure::Failure;
use crate::lexicon::LexiconArguments;
use crate::lines::Lines;
use crate::output::OutputArguments;
use crate::threads::ThreadsArguments;
use crate::tongue::Tongue;
use crate::{form, patience};

/// Pairs below this confidence are counted in the summary: they are worth a look.
const DOUBTFUL: f32 = 0.8;

/// Align a translation with its original and write the pairs.
///
/// The extension of the output, or --form, sets the format:
///   tsv        a table: id, kind, confidence, source, target. A kind 1-2 is one English and two Japanese segments, 1-0 is
///              an omission, 0-1 is an addition. Tabs and line breaks in the text are written \t, \n, \r, a backslash \\.
///              A field with a quotation mark is quoted, as in CSV
///   jsonl      the JSON line that `corpus` writes; spans count Unicode scalar values
///   vecalign   one bead a line, [0]:[0, 1]:0.012345: segment numbers from 0, and the cost, -ln of the confidence
///   ladder     hunalign's format: two segment numbers, and the confidence of the bead that begins there
/// With --lines, vecalign and ladder count lines instead of segments. A blank line is part of the bead around it, or an
/// omission or addition of its own.
///
/// Examples:
///   taiyaku align page.txt                                       a page that holds both languages, to the terminal
///   taiyaku align page.txt --findings -o pairs.tsv               with the findings of a review
///   taiyaku align --source guide.md --target guide.ja.md         two files of Markdown; see --format
///   taiyaku align --source en.txt --target ja.txt -o pairs.tsv   two files
///   taiyaku align --lines --source de.txt --target fr.txt --source-language other --target-language other -o de-fr.ladder
///   taiyaku segment --fine -l en en.txt > en.lines               segments for an encoder of your own; then:
///   taiyaku align --lines --source en.lines --target ja.lines --source-embeddings en.npy --target-embeddings ja.npy
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(flatten)]
    bitext: BitextArguments,
    /// Read files of one segment a line. A blank line begins a paragraph.
    #[arg(long, requires = "source", conflicts_with = "page")]
    lines: bool,
    /// Language of the original [default: en].
    #[arg(
        long,
        value_enum,
        value_name = "LANGUAGE",
        requires = "source",
        conflicts_with = "page"
    )]
    source_language: Option<Tongue>,
    /// Language of the translation [default: ja].
    #[arg(
        long,
        value_enum,
        value_name = "LANGUAGE",
        requires = "source",
        conflicts_with = "page"
    )]
    target_language: Option<Tongue>,
    #[command(flatten)]
    embeddings: EmbeddingsArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Format of the output [default: the extension of the output, or tsv].
    #[arg(short, long, value_enum)]
    form: Option<Form>,
    /// Write a byte order mark before a table. Excel needs it to recognise UTF-8.
    #[arg(long)]
    bom: bool,
    /// Review the pairs. A table gets a column `findings`, JSON `findings` in each bead, and standard error a summary.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    checks: ChecksArguments,
    /// Write the pairs of code and markup too, which a table leaves out.
    #[arg(long)]
    code: bool,
    #[command(flatten)]
    threads: ThreadsArguments,
    /// Number of passes over the text [default: 2, or 3 if the lexicon knows no word of it].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

/// The format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Tsv,
    Jsonl,
    Vecalign,
    Ladder,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.run(|| align(arguments))
}

fn align(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = arguments.bitext.inputs().chain(arguments.lexicon.inputs());
    let inputs = inputs.chain(arguments.embeddings.inputs());
    let output = arguments.output.other_than(inputs)?;
    let form = form::of(arguments.form, &arguments.output)?;
    arguments.check_options(form)?;
    let options = arguments.checks.options()?;
    let (texts, knowledge) = rayon::join(|| arguments.texts(), || arguments.lexicon.read());
    let (texts, knowledge) = (texts?, knowledge?);
    let bitext = &texts.bitext;
    let matrices = arguments.embeddings.read(bitext)?;
    let similarity = matrices.as_ref().map(|matrices| matrices.similarity());
    let mut builder = knowledge.aligner_builder();
    if let Some(passes) = arguments.passes {
        builder = builder.passes(passes);
    }
    let aligner = builder.build();
    // Only a review and moved passages need more of the text than aligning does.
    let reads_once = arguments.findings || form == Form::Jsonl;
    let anchored = reads_once.then(|| aligner.read(bitext));
    let alignment = patience::align(bitext, || match (&anchored, &similarity) {
        (Some(anchored), Some(similarity)) => aligner.align_with(anchored, similarity),
        (Some(anchored), None) => aligner.align(anchored),
        (None, Some(similarity)) => aligner.align_with(bitext, similarity),
        (None, None) => aligner.align(bitext),
    });
    let anchored = anchored.as_ref();
    let findings = anchored
        .filter(|_| arguments.findings)
        .map(|anchored| review(anchored, &alignment, &options));
    let written = Written {
        id: arguments.bitext.title(),
        aligner: &aligner,
        texts: &texts,
        anchored,
        alignment: &alignment,
        findings: findings.as_deref(),
        with_code: arguments.code,
    };
    output.write(|out| {
        if arguments.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        written.write(form, out)
    })?;
    say!("{}", summary(bitext, &alignment));
    if let Some(findings) = &findings {
        say!("{}", Verdict::new(bitext, &alignment, findings));
    }
    Ok(())
}

impl Arguments {
    /// Refuses options that exclude each other or that the format of the output cannot hold.
    fn check_options(&self, form: Form) -> Result<(), Failure> {
        let wrong = |expected: &str| {
            let form = form.to_possible_value();
            let name = form.as_ref().map_or("", |form| form.get_name());
            Err(Failure::new(format!("{expected}, found {name}")))
        };
        if !self.findings {
            self.checks.refuse()?;
        }
        if self.bom && form != Form::Tsv {
            return wrong("--bom: expected the form tsv");
        }
        if self.findings && !matches!(form, Form::Tsv | Form::Jsonl) {
            return wrong("--findings: expected the form tsv or jsonl");
        }
        if self.bitext.is_swapped() && self.embeddings.inputs().next().is_some() {
            let expected = "--swap: expected no embeddings; exchange --source and --target instead";
            return Err(Failure::new(expected));
        }
        Ok(())
    }

    fn texts(&self) -> Result<Texts, Failure> {
        if self.lines {
            let [source, target] = self.bitext.sides()?;
            let (source, source_lines) = Lines::read(&source, self.language(0));
            let (target, target_lines) = Lines::read(&target, self.language(1));
            return Ok(Texts {
                bitext: Bitext::from_documents(source, target),
                lines: Some([source_lines, target_lines]),
            });
        }
        let languages = [self.language(0), self.language(1)];
        let bitext = match languages {
            // Two files or a page.
            [Language::English, Language::Japanese] => self.bitext.bitext()?,
            _ => self.bitext.bitext_in(languages)?,
        };
        Ok(Texts {
            bitext,
            lines: None,
        })
    }

    /// The language of a side: 0 the source, 1 the target.
    fn language(&self, side: usize) -> Language {
        match side {
            0 => self.source_language.unwrap_or(Tongue::En).into(),
            _ => self.target_language.unwrap_or(Tongue::Ja).into(),
        }
    }
}

/// The texts to align.
struct Texts {
    bitext: Bitext,
    /// The lines of the segments, with --lines.
    lines: Option<[Lines; 2]>,
}

/// The values to write.
struct Written<'a> {
    id: String,
    aligner: &'a Aligner,
    texts: &'a Texts,
    anchored: Option<&'a Anchored>,
    alignment: &'a Alignment,
    findings: Option<&'a [Finding]>,
    with_code: bool,
}

impl Written<'_> {
    fn write(&self, form: Form, out: &mut dyn Write) -> taiyaku::Result<()> {
        let bitext = &self.texts.bitext;
        let pairs = bitext.pairs(self.alignment);
        let pairs = pairs.filter(|pair| self.with_code || !pair.is_code());
        match (form, self.findings, &self.texts.lines) {
            (Form::Tsv, Some(findings), _) => tsv::write_reviewed(pairs, findings, out),
            (Form::Tsv, None, _) => tsv::write(pairs, out),
            (Form::Jsonl, ..) => self.json(out),
            (Form::Vecalign, _, Some(lines)) => vecalign::write(&self.in_lines(lines), out),
            (Form::Vecalign, _, None) => vecalign::write(self.alignment, out),
            (Form::Ladder, _, Some(lines)) => ladder::write(&self.in_lines(lines), out),
            (Form::Ladder, _, None) => ladder::write(self.alignment, out),
        }
    }

    fn in_lines(&self, lines: &[Lines; 2]) -> Alignment {
        Lines::alignment(lines, self.alignment)
    }

    fn json(&self, out: &mut dyn Write) -> taiyaku::Result<()> {
        let bitext = &self.texts.bitext;
        let moved = match self.anchored {
            Some(anchored) => self.aligner.moved(anchored, self.alignment),
            None => self.aligner.moved(bitext, self.alignment),
        };
        let aligned = Aligned::new(self.id.as_str().into(), bitext, self.alignment, &moved);
        let aligned = match self.findings {
            Some(findings) => aligned.with_findings(bitext, findings),
            None => aligned,
        };
        json_lines::write_answer(&Answer::Aligned(aligned), out)
    }
}

/// The numbers of pairs, without those of code.
fn summary(bitext: &Bitext, alignment: &Alignment) -> String {
    let beads = alignment.beads().iter();
    let beads: Vec<&Bead> = beads
        .filter(|bead| !bitext.is_code(&bead.source, &bead.target))
        .collect();
    let n_omissions = beads.iter().filter(|bead| bead.target.is_empty()).count();
    let n_additions = beads.iter().filter(|bead| bead.source.is_empty()).count();
    let n_doubtful = beads
        .iter()
        .filter(|bead| bead.confidence < DOUBTFUL)
        .count();
    format!(
        "pairs: {}, omissions: {n_omissions}, additions: {n_additions}, below confidence {DOUBTFUL}: {n_doubtful}",
        beads.len() - n_omissions - n_additions
    )
}
