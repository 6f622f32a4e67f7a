//! The program `hashiya`: a command line on the library.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let language = cli.language();
    match cli::run(cli) {
        Ok(outcome) => ExitCode::from(outcome.status()),
        Err(error) => {
            error.tell(language);
            ExitCode::from(2)
        }
    }
}
