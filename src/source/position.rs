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
        Positions::of(text).at(offset)
    }
}

/// The positions in one text. Each is found from the one before, so that places in their order cost
/// one pass.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// Where the line begins that was found last, and its number.
    line_start: usize,
    line: usize,
}

impl<'t> Positions<'t> {
    /// Those in `text`.
    pub fn of(text: &'t str) -> Self {
        Self { text, line_start: 0, line: 1 }
    }

    /// Where byte `offset` stands. An offset behind the end is the end.
    pub fn at(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.line_start {
            *self = Self::of(self.text);
        }
        let between = &self.text.as_bytes()[self.line_start..offset];
        let mut newlines = memchr::memchr_iter(b'\n', between);
        let last = newlines.next_back();
        if let Some(last) = last {
            self.line += 1 + newlines.count();
            self.line_start += last + 1;
        }
        let column = self.text[self.line_start..offset].chars().count() + 1;
        Position { line: self.line, column }
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
    fn places_are_found_in_any_order() {
        let text = "a\nقرن x\n\nb"; // "century"
        let mut positions = Positions::of(text);
        for offset in [0, 9, 2, 11, 12, 9, 0] {
            assert_eq!(positions.at(offset), Position::of(offset, text), "{offset}");
        }
        assert_eq!(positions.at(9), Position { line: 2, column: 5 });
    }

    #[test]
    fn the_end_of_a_file_has_a_position() {
        check("", 0, 1, 1);
        check("a\n", 2, 2, 1);
        check("a", 99, 1, 2);
    }
}
