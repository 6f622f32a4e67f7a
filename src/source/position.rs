//! From byte offsets to lines and columns.

/// A place as people count: line and column both from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
}

impl Position {
    /// Where byte `offset` of `text` stands. An offset behind the end is the end.
    pub fn of(offset: usize, text: &str) -> Self {
        let offset = text.floor_char_boundary(offset);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(Position::of(offset, text), Position { line, column });
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        check("قرن x", 7, 1, 5); // "century"
        check("a\nقرن", 4, 2, 2);
    }

    #[test]
    fn the_end_of_a_file_has_a_position() {
        check("", 0, 1, 1);
        check("a\n", 2, 2, 1);
        check("a", 99, 1, 2);
    }
}
