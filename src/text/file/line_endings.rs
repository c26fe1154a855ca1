//! The line endings of a file, kept up to date through edits.
//!
//! Invariant: each `\n` of the text has one ending. An edit changes the endings of the lines that it touches, no
//! others.

/// One way to end a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

/// The line endings of a text: one ending for all lines or, if they are mixed, which lines have which.
///
/// Invariant: no run is empty, neighbouring runs differ, and the number of runs is not 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEndings {
    usual: LineEnding,
    runs: Vec<LineEndingRun>,
}

/// Neighbouring lines with one ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineEndingRun {
    /// How they end.
    pub ending: LineEnding,
    /// How many there are.
    pub n_lines: usize,
}

impl LineEnding {
    fn as_str(self) -> &'static str {
        match self {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
            LineEnding::Cr => "\r",
        }
    }
}

impl LineEndings {
    /// The endings of the lines in order; lines beyond the runs have the usual one. Total: the runs need not be
    /// normalised.
    pub fn new(usual: LineEnding, runs: impl IntoIterator<Item = LineEndingRun>) -> LineEndings {
        let mut endings = LineEndings { usual, runs: runs.into_iter().collect() };
        endings.tidy();
        endings
    }

    /// Reads the endings of the lines of a file. Returns the text with `\n` alone. O(n).
    pub fn split(text: String) -> (String, LineEndings) {
        if !text.contains('\r') {
            return (text, LineEndings::default());
        }
        let mut lf_text = String::with_capacity(text.len());
        let mut runs: Vec<LineEndingRun> = Vec::new();
        let mut rest = text.as_str();
        while let Some(byte_break) = rest.find(['\r', '\n']) {
            let ending = ending_at(&rest[byte_break..]);
            lf_text.push_str(&rest[..byte_break]);
            lf_text.push('\n');
            match runs.last_mut() {
                Some(run) if run.ending == ending => run.n_lines += 1,
                _ => runs.push(LineEndingRun { ending, n_lines: 1 }),
            }
            rest = &rest[byte_break + ending.as_str().len()..];
        }
        lf_text.push_str(rest);
        (lf_text, LineEndings::new(most_common(&runs), runs))
    }

    /// The ending that all lines or most lines have.
    pub fn usual(&self) -> LineEnding {
        self.usual
    }

    /// Which lines have which ending. Empty if all lines have the usual one.
    pub fn runs(&self) -> &[LineEndingRun] {
        &self.runs
    }

    /// Writes each line with its own ending.
    pub(super) fn write(&self, text: &str) -> String {
        if self.runs.is_empty() && self.usual == LineEnding::Lf {
            return text.to_owned();
        }
        let of_lines = self.runs.iter().flat_map(|run| std::iter::repeat_n(run.ending, run.n_lines));
        let mut endings = of_lines.chain(std::iter::repeat(self.usual));
        let mut written = String::with_capacity(text.len() + text.len() / 16);
        for line in text.split_inclusive('\n') {
            match (line.strip_suffix('\n'), endings.next()) {
                (Some(line), Some(ending)) => push_line(&mut written, line, ending),
                _ => written.push_str(line),
            }
        }
        written
    }

    /// Removes the endings of `n` lines, from the `line_idx`-th.
    pub(super) fn remove(&mut self, line_idx: usize, n: usize) {
        if self.runs.is_empty() || n == 0 {
            return;
        }
        let mut run_start = 0usize;
        for run in &mut self.runs {
            let run_end = run_start.saturating_add(run.n_lines);
            let gone = line_idx.max(run_start)..run_end.min(line_idx + n);
            run.n_lines -= gone.len();
            run_start = run_end;
        }
        self.tidy();
    }

    /// Inserts `n` lines before the `line_idx`-th, with the ending of that line.
    pub(super) fn insert(&mut self, line_idx: usize, n: usize) {
        let mut run_end = 0usize;
        let holds_line = |run: &LineEndingRun| {
            run_end = run_end.saturating_add(run.n_lines);
            line_idx < run_end
        };
        // Behind the last break there is only the line before to copy from.
        let last_idx = self.runs.len().saturating_sub(1);
        let run_idx = self.runs.iter().position(holds_line).unwrap_or(last_idx);
        if let Some(run) = self.runs.get_mut(run_idx) {
            run.n_lines = run.n_lines.saturating_add(n);
        }
    }

    fn tidy(&mut self) {
        self.runs.retain(|run| run.n_lines > 0);
        self.runs.dedup_by(|run, before| {
            let same = run.ending == before.ending;
            if same {
                before.n_lines = before.n_lines.saturating_add(run.n_lines);
            }
            same
        });
        if let [only] = self.runs[..] {
            *self = LineEndings { usual: only.ending, runs: Vec::new() };
        }
    }
}

/// An empty line that ends in `\n`, behind a line that ends in `\r`, would be read as one break, so it gets `\r` too.
/// Only an edit can bring the two together.
fn push_line(written: &mut String, line: &str, ending: LineEnding) {
    let would_join = line.is_empty() && ending == LineEnding::Lf && written.ends_with('\r');
    written.push_str(line);
    written.push_str(if would_join { "\r" } else { ending.as_str() });
}

fn ending_at(text: &str) -> LineEnding {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => LineEnding::CrLf,
        [b'\r', ..] => LineEnding::Cr,
        _ => LineEnding::Lf,
    }
}

fn most_common(runs: &[LineEndingRun]) -> LineEnding {
    let n_lines = |ending: &LineEnding| -> usize {
        let same = runs.iter().filter(|run| run.ending == *ending);
        same.map(|run| run.n_lines).sum()
    };
    let endings = [LineEnding::Cr, LineEnding::CrLf, LineEnding::Lf];
    endings.into_iter().max_by_key(n_lines).unwrap_or_default()
}
