//! Rows in columns, for terminals and files: cells come in, lines go out.

use unicode_width::UnicodeWidthStr;

use crate::text::push_isolated;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Numbers.
    End,
}

/// Rows of cells under a heading.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

/// What stands between two columns.
const GAP: &str = "  ";

impl Table {
    /// A table with the columns given, and no rows yet.
    pub fn new(columns: Vec<(String, Align)>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row; it has as many cells as there are columns.
    pub fn push(&mut self, row: Vec<String>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// The lines of the table, each with a line break.
    ///
    /// A column is as wide as the widest of its cells on a terminal with a fixed width for each
    /// character (Unicode UAX #11). Cells with letters beyond ASCII are isolated, so that none changes the
    /// place of another.
    pub fn lines(&self) -> String {
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(column, (heading, _))| {
                let cells = self.rows.iter().map(|row| row[column].width());
                cells.max().unwrap_or(0).max(heading.width())
            })
            .collect();
        let heading = self.columns.iter().map(|(heading, _)| heading.clone()).collect();
        let mut out = String::new();
        for row in std::iter::once(&heading).chain(&self.rows) {
            self.push_line(&mut out, row, &widths);
        }
        out
    }

    fn push_line(&self, out: &mut String, row: &[String], widths: &[usize]) {
        let mut line = String::new();
        for ((cell, (_, align)), width) in row.iter().zip(&self.columns).zip(widths) {
            if !line.is_empty() {
                line.push_str(GAP);
            }
            let spaces = " ".repeat(width - cell.width());
            if *align == Align::End {
                line.push_str(&spaces);
            }
            if cell.chars().any(|ch| !ch.is_ascii() && ch.is_alphanumeric()) {
                push_isolated(&mut line, cell);
            } else {
                line.push_str(cell);
            }
            if *align == Align::Start {
                line.push_str(&spaces);
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_is_seen() {
        let columns = [("word", Align::Start), ("n", Align::End), ("", Align::Start)];
        let columns = columns.map(|(heading, align)| (heading.to_owned(), align));
        let mut table = Table::new(columns.into());
        table.push(vec!["می\u{200C}شود".into(), "12".into(), "x".into()]); // "becomes"
        table.push(vec!["أَمْن".into(), "3".into(), String::new()]); // "security"
        table.push(vec!["security".into(), "100".into(), "y".into()]);
        assert_eq!(
            table.lines(),
            "word        n\n\
             \u{2068}می\u{200C}شود\u{2069}      12  x\n\
             \u{2068}أَمْن\u{2069}         3\n\
             security  100  y\n"
        );
    }
}
