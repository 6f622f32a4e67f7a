//! The program `hashiya`: a command line on the library.

mod cli;

use std::process::ExitCode;

use hashiya::command;

fn main() -> ExitCode {
    let cli = match cli::read(std::env::args_os().collect()) {
        Ok(cli) => cli,
        Err(status) => return ExitCode::from(status),
    };
    let language = cli.language();
    match cli::run(cli).and_then(|outcome| command::results_written().map(|()| outcome)) {
        Ok(outcome) => ExitCode::from(outcome.status()),
        Err(error) => {
            error.tell(language);
            ExitCode::from(2)
        }
    }
}
