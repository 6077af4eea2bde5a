//! `align`: aligns a bilingual page or two files, and writes the pairs in any format.
//!
//! In: a page, two files, or two files of one segment a line. Out: the pairs, and a summary on standard error. O(bytes).

use std::borrow::Cow;
use std::path::Path;

use taiyaku::format::Export;
use taiyaku::review::{Finding, Name, Verdict, review_with_names};
use taiyaku::{Alignment, Bead, Bitext, Language};

use crate::bitext::BitextArguments;
use crate::checks::ChecksArguments;
use crate::embeddings::EmbeddingsArguments;
use crate::failure::Failure;
use crate::lexicon::LexiconArguments;
use crate::lines::Lines;
use crate::output::OutputArguments;
use crate::pairs::{HeadArguments, Outputs, PairForm, Pairs};
use crate::threads::ThreadsArguments;
use crate::tongue::Tongue;
use crate::{form, patience};

/// Pairs below this confidence are counted in the summary: they are worth a look.
const DOUBTFUL: f32 = 0.8;

/// Align a translation with its original and write the pairs.
///
/// The end of the name of the output, or --form, sets the format:
///   tsv, csv     a table: id, kind, confidence, source, target. A kind 1-2 is one English and two Japanese segments, 1-0 is
///                an omission, 0-1 is an addition. In tsv, tabs and line breaks in the text are written \t, \n, \r, a
///                backslash \\, and a field with a quotation mark is quoted
///   xlsx         a workbook of Excel; docx, md, html: two columns for reading
///   jsonl        one pair a line, with the spans of its segments in the files, in Unicode scalar values
///   tmx, xliff   for translation tools: TMX 1.4b, XLIFF 2.1; xliff1 is XLIFF 1.2 for older ones. po: gettext
///   moses        two files, NAME.en and NAME.ja, one pair a line; hunalign: one file of both
///   json         the JSON object that `corpus` writes
///   vecalign     one bead a line, [0]:[0, 1]:0.012345: segment numbers from 0, and the cost, -ln of the confidence
///   ladder       hunalign's format: two segment numbers, and the confidence of the bead that begins there
///   xces         three files for OPUS: NAME.xces, NAME.en.xml and NAME.ja.xml
/// What a format cannot hold is counted on standard error. With --lines, vecalign and ladder count lines instead of segments.
/// A blank line is part of the bead around it, or an omission or addition of its own.
///
/// Examples:
///   taiyaku align page.txt                                       a page that holds both languages, to the terminal
///   taiyaku align page.txt --findings -o pairs.xlsx              with the findings of a review
///   taiyaku align --source guide.md --target guide.ja.md         two files of Markdown; see --format
///   taiyaku align --source en.txt --target ja.txt -o pairs.tmx --tags en-GB,ja-JP
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
    /// Format of the output [default: that of the name of the output, or tsv].
    #[arg(short, long, value_enum)]
    form: Option<PairForm>,
    /// Write a byte order mark before a table. Excel needs it to recognise UTF-8.
    #[arg(long)]
    bom: bool,
    /// Review the pairs. The output has the findings of each pair, and standard error a summary.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    checks: ChecksArguments,
    #[command(flatten)]
    head: HeadArguments,
    #[command(flatten)]
    threads: ThreadsArguments,
    /// Number of passes over the text [default: 2, or 3 if the lexicon knows no word of it].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.run(|| align(arguments))
}

fn align(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = arguments.bitext.inputs().chain(arguments.lexicon.inputs());
    let inputs = inputs.chain(arguments.embeddings.inputs());
    let inputs: Vec<&Path> = inputs.collect();
    arguments.output.other_than(inputs.iter().copied())?;
    let form = form::of(arguments.form, "--form", &arguments.output)?;
    let suffixes = arguments.head.suffixes();
    let outputs = Outputs::of(form, &arguments.output, &suffixes, inputs)?;
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
    let reads_once = arguments.findings || form == PairForm::Json;
    let anchored = reads_once.then(|| aligner.read(bitext));
    arguments.head.check(bitext)?;
    let alignment = patience::align(bitext, || match (&anchored, &similarity) {
        (Some(anchored), Some(similarity)) => aligner.align_with(anchored, similarity),
        (Some(anchored), None) => aligner.align(anchored),
        (None, Some(similarity)) => aligner.align_with(bitext, similarity),
        (None, None) => aligner.align(bitext),
    });
    let anchored = anchored.as_ref();
    let reviewed = anchored
        .filter(|_| arguments.findings)
        .map(|anchored| review_with_names(anchored, &alignment, &options));
    let export = arguments.export(bitext, &alignment, reviewed.as_ref());
    let pairs = Pairs {
        export,
        id: arguments.bitext.title(),
        moved: &|| match anchored {
            Some(anchored) => aligner.moved(anchored, &alignment),
            None => aligner.moved(bitext, &alignment),
        },
        numbered: match &texts.lines {
            Some(lines) => Cow::Owned(Lines::alignment(lines, &alignment)),
            None => Cow::Borrowed(&alignment),
        },
    };
    match arguments.bom {
        true => pairs.write_with_mark(form, &outputs)?,
        false => pairs.write(form, &outputs)?,
    }
    say!("{}", summary(bitext, &alignment));
    arguments.bitext.warn_of_strangers(bitext, &alignment);
    if let Some((findings, _)) = &reviewed {
        say!("{}", Verdict::new(bitext, &alignment, findings));
    }
    Ok(())
}

impl Arguments {
    /// Refuses options that exclude each other or that the format of the output cannot hold.
    fn check_options(&self, form: PairForm) -> Result<(), Failure> {
        let wrong =
            |expected: &str| Err(Failure::new(format!("{expected}, found {}", form.name())));
        if !self.findings {
            self.checks.refuse()?;
        }
        if self.bom && form != PairForm::Tsv {
            return wrong("--bom: expected the form tsv");
        }
        if self.findings && !form.holds_findings() {
            return wrong("--findings: expected a form with room for findings, such as tsv");
        }
        if self.bitext.is_swapped() && self.embeddings.inputs().next().is_some() {
            let expected = "--swap: expected no embeddings; exchange --source and --target instead";
            return Err(Failure::new(expected));
        }
        Ok(())
    }

    fn export<'a>(
        &self,
        bitext: &'a Bitext,
        alignment: &'a Alignment,
        reviewed: Option<&'a (Vec<Finding>, Vec<Name>)>,
    ) -> Export<'a> {
        let [source, target] = self.bitext.file_names();
        let export = self.head.export(bitext, alignment);
        let export = export
            .with_title(self.bitext.title())
            .with_files(source, target);
        match reviewed {
            Some((findings, names)) => export.with_findings(findings).with_names(names),
            None => export,
        }
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

/// The numbers of pairs, without those of code.
pub(crate) fn summary(bitext: &Bitext, alignment: &Alignment) -> String {
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
