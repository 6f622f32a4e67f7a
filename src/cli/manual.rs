//! What the command line says of itself: completions for shells, and manual pages.

use std::io::{self, Write as _};

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::Cli;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "hashiya", &mut script);
    print(&script);
}

/// Prints the manual page, in the form of `man`, of the command that the names lead to: of none,
/// that of the program. Without such a command, its first unknown name.
pub(super) fn manual(names: &[String]) -> Result<(), String> {
    let mut program = Cli::command();
    // Gives each command its whole name and the options that all have.
    program.build();
    let mut command: &Command = &program;
    for name in names {
        command = command.find_subcommand(name).ok_or(name)?;
    }
    let mut page = Vec::new();
    let rendered = Man::new(command.clone()).render(&mut page);
    rendered.expect("a page fits into memory");
    print(&page);
    Ok(())
}

fn print(bytes: &[u8]) {
    // A reader that has gone away, as `head` does, needs no more.
    let _ = io::stdout().lock().write_all(bytes);
}
