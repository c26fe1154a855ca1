//! From cell to cell of a table.

use std::ops::Range;

use crate::text::{Change, Selection, TextEdit, line_at, line_start};

/// Which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Next,
    Previous,
}

/// Selects the next or the previous cell's text; behind the last one comes a new row. `table` is all of the table. Linear in it.
pub(super) fn go_to_cell(text: &str, table: Range<usize>, byte: usize, cell: Cell) -> TextEdit {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut byte_line = line_start(text, table.start);
    let mut row_idx = 0;
    while byte_line < table.end {
        let line = line_at(text, byte_line);
        byte_line = line.end + 1;
        // The second line says how columns are aligned.
        if row_idx != 1 {
            cells.extend(cells_of(text, line));
        }
        row_idx += 1;
    }
    // The cell whose end comes first, at the cursor or behind it.
    let here = cells.iter().position(|bytes| byte <= bytes.end);
    let idx = match (here, cell) {
        (Some(idx), Cell::Next) => Some(idx + 1),
        (Some(idx), Cell::Previous) => Some(idx.saturating_sub(1)),
        (None, Cell::Next) => None,
        (None, Cell::Previous) => Some(cells.len().saturating_sub(1)),
    };
    match idx.and_then(|idx| cells.get(idx)) {
        Some(bytes) => TextEdit::new(Vec::new(), Some(Selection::single(bytes.start, bytes.end))),
        None => with_new_row(text, table),
    }
}

/// An empty row behind the last one, as many cells wide as the head, and its first cell.
fn with_new_row(text: &str, table: Range<usize>) -> TextEdit {
    let head = line_at(text, table.start);
    let n_cells = cells_of(text, head.clone()).len().max(1);
    let margin = &text[head.start..table.start];
    let byte = table.start + text[table.clone()].trim_end().len();
    let row = format!("\n{margin}|{}", "  |".repeat(n_cells));
    let byte_cell = byte + 1 + margin.len() + 2;
    TextEdit::new(vec![Change::insert(byte, &row)], Some(Selection::cursor(byte_cell)))
}

/// The text of each cell of a row, without the blanks around it; of an empty one the place for it.
fn cells_of(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let row = &text[line.clone()];
    let content = row.trim_start_matches([' ', '\t', '>']);
    let mut byte = line.end - content.len() + usize::from(content.starts_with('|'));
    let mut cells = Vec::new();
    while byte < line.end {
        let byte_end = byte + end_of_cell(&text[byte..line.end]);
        let cell = &text[byte..byte_end];
        let inner = cell.trim();
        let is_behind_all = inner.is_empty() && byte_end == line.end;
        if !is_behind_all {
            let n_before = if inner.is_empty() { cell.len().min(1) } else { cell.len() - cell.trim_start().len() };
            cells.push(byte + n_before..byte + n_before + inner.len());
        }
        byte = byte_end + 1;
    }
    cells
}

/// Where a cell ends: at a bar that is not escaped.
fn end_of_cell(rest: &str) -> usize {
    let is_bar = |(byte, _): &(usize, &str)| {
        let before = &rest[..*byte];
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    };
    rest.match_indices('|').find(is_bar).map_or(rest.len(), |(byte, _)| byte)
}
